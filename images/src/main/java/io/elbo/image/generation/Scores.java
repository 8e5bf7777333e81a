package io.elbo.image.generation;

import io.elbo.statistics.measure.FrechetDistance;
import io.elbo.statistics.measure.PrecisionRecall;

/**
 * A set of rows against the training rows.
 *
 * @param frechet the Frechet distance of the features
 * @param precision the share of the set on the manifold of the training rows
 * @param recall the share of the training rows on the manifold of the set
 * @param density how many training rows' balls a row lies in, over k
 * @param coverage the share of training rows with one of the set in their ball
 * @param nearest the median distance to the nearest training row, in the rows' own units
 * @param copies the share of the set that copies a training row: that is nearer to one than half the distance which 99 of
 *     100 held-out rows keep from all
 */
public record Scores(
        double frechet,
        double precision,
        double recall,
        double density,
        double coverage,
        double nearest,
        double copies) {
    /** Of the balls of precision, recall, density and coverage. */
    static final int NEIGHBOURS = 5;

    /**
     * What is compared with.
     *
     * @param features of all training rows
     * @param some features of as many as the set has
     */
    record Training(float[][] features, float[][] some) {}

    static Scores of(float[][] features, NearestTraining nearest, double copyDistance, Training training) {
        PrecisionRecall manifold = PrecisionRecall.of(training.some, features, NEIGHBOURS);
        return new Scores(
                FrechetDistance.between(features, training.features),
                manifold.precision(),
                manifold.recall(),
                manifold.density(),
                manifold.coverage(),
                nearest.median(),
                nearest.within(copyDistance));
    }
}
