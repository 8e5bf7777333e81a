package io.elbo.semi;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.statistics.baseline.Classifier;
import java.nio.file.Path;
import java.util.Arrays;

/** A classifier that learned from labelled and unlabelled rows. Its labels are classes from 0. */
public sealed interface SemiModel extends Classifier permits M1, ClassConditional {
    /** The number of classes. */
    int classes();

    /** The probability of each class for each row, {@code [rows][classes]}. */
    double[][] probabilities(Rows rows);

    /** The most probable class of each row; of equally probable ones, the first. */
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

    /** Where it comes from. */
    SemiProvenance provenance();

    /** The SHA-256 of all weights. */
    default String digest() {
        return SemiFile.of(this).digest();
    }

    /** What it is and where it comes from, as JSON. */
    default String toJson() {
        return SemiFile.of(this).toJson();
    }

    /**
     * Writes the classifier as one safetensors file, whole or not at all.
     *
     * @throws DataException if it cannot be written
     */
    default void save(Path file) {
        SemiFile.of(this).write(file);
    }

    /**
     * Reads a classifier.
     *
     * @throws DataException naming the file and what is not right in it
     */
    static SemiModel load(Path file) {
        return SemiFile.read(file).model();
    }
}
