package io.elbo.semi;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.statistics.baseline.Classifier;
import java.nio.file.Path;
import java.util.Arrays;

/** A classifier that learned from labelled and unlabelled rows. Its labels are classes from 0. */
public sealed interface SemiModel extends Classifier permits M1, ClassConditional {
    /** Returns the number of classes. */
    int classes();

    /** Returns the probability of each class for each row, {@code [rows][classes]}. */
    double[][] probabilities(Rows rows);

    /** Returns the most probable class of each row, the first if several are equally probable. */
    @Override
    default int[] predict(Rows rows) {
        return Arrays.stream(probabilities(rows)).mapToInt(SemiModel::largest).toArray();
    }

    private static int largest(double[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    /** Returns the provenance. */
    SemiProvenance provenance();

    /** Returns the SHA-256 of all weights. */
    default String digest() {
        return SemiFile.of(this).digest();
    }

    /** Returns the definition and the provenance as JSON. */
    default String toJson() {
        return SemiFile.of(this).toJson();
    }

    /**
     * Writes the classifier atomically as a safetensors file.
     *
     * @throws DataException if it cannot be written
     */
    default void save(Path file) {
        SemiFile.of(this).write(file);
    }

    /**
     * Reads a classifier.
     *
     * @throws DataException if the file is not valid, naming the file and the fault
     */
    static SemiModel load(Path file) {
        return SemiFile.read(file).model();
    }
}
