package io.elbo.image.generation;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.data.image.Images;

/** A feature space in which sets of rows are compared. Immutable and thread-safe. */
public sealed interface Features permits FeatureClassifier, PcaFeatures {
    /** Returns the features of each row, {@code [rows][features]}. */
    float[][] of(Rows rows);

    /** Returns a description for reports. */
    String name();

    /**
     * Fits features to images: the last hidden layer of a classifier trained on the labels, or principal components if the images have
     * no labels or only one distinct label.
     *
     * @param training the training images of the models
     * @throws DataException if there are too few images
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
