package io.elbo.image.generation;

import io.elbo.statistics.measure.FrechetDistance;
import io.elbo.statistics.measure.PrecisionRecall;

/**
 * The scores of a set of rows compared with the training rows.
 *
 * @param frechet the Frechet distance of the features
 * @param precision the fraction of the set on the manifold of the training rows
 * @param recall the fraction of the training rows on the manifold of the set
 * @param density the mean number of training rows' balls that contain a row, divided by k
 * @param coverage the fraction of training rows with a row of the set in their ball
 * @param nearest the median distance to the nearest training row, in the units of the rows
 * @param copies the fraction of the set that copies a training row. A row is a copy if its distance to a training row is at most half
 *     the distance that 99 % of the held-out rows exceed
 */
public record Scores(
        double frechet,
        double precision,
        double recall,
        double density,
        double coverage,
        double nearest,
        double copies) {
    /** The number of neighbours k of the balls for precision, recall, density and coverage. */
    static final int NEIGHBOURS = 5;

    /**
     * The training rows to compare with.
     *
     * @param features the features of all training rows
     * @param some the features of as many training rows as the set has rows
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
