package io.elbo.image.generation;

import io.elbo.statistics.measure.NearestNeighbours;
import java.util.Arrays;

/**
 * The distances of rows to the training rows.
 *
 * @param distances the Euclidean distances to the nearest training row, ascending
 */
record NearestTraining(double[] distances) {
    static NearestTraining of(float[][] rows, float[][] training) {
        return new NearestTraining(
                Arrays.stream(NearestNeighbours.of(rows, training, 1).distances())
                        .mapToDouble(nearest -> nearest[0])
                        .sorted()
                        .toArray());
    }

    double median() {
        return distances[distances.length / 2];
    }

    /** Returns half of the distance that 99 % of these rows exceed. */
    double copyDistance() {
        return distances[distances.length / 100] / 2;
    }

    /** Returns the fraction of rows within a distance of a training row. */
    double within(double distance) {
        return (double) Arrays.stream(distances).filter(d -> d <= distance).count() / distances.length;
    }
}
