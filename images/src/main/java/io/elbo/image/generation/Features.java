package io.elbo.image.generation;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.data.image.Images;

/** The space in which sets of rows are compared: a map from a row to some numbers. Immutable, safe for threads. */
public sealed interface Features permits FeatureClassifier, PcaFeatures {
    /** The features of each row, {@code [rows][features]}. */
    float[][] of(Rows rows);

    /** What these are, for reports. */
    String name();

    /**
     * Features fit for images: the last hidden layer of a classifier trained on their labels; of images without labels, or
     * with one label only, their principal components.
     *
     * @param training images that models are trained on
     * @throws DataException if there are too few
     */
    static Features fit(Images training, long seed) {
        boolean labelled = training.labels().isPresent()
                && training.labels().get().length > 1
                && java.util.Arrays.stream(training.labels().get()).distinct().count() > 1;
        return labelled
                ? FeatureClassifier.train(
                        training, FeatureClassifier.Options.defaults().withSeed(seed))
                : PcaFeatures.fit(training, seed);
    }
}
