package io.elbo.image.generation;

import io.elbo.statistics.measure.NearestNeighbours;
import java.util.Arrays;

/**
 * How near rows are to the training rows.
 *
 * @param distances Euclidean, to the nearest training row, ascending
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

    /** Half of what 99 of 100 of these rows keep away from the training rows. */
    double copyDistance() {
        return distances[distances.length / 100] / 2;
    }

    /** The share of rows that are no further from a training row. */
    double within(double distance) {
        return (double) Arrays.stream(distances).filter(d -> d <= distance).count() / distances.length;
    }
}
