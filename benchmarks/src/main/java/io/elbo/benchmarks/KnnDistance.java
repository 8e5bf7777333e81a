package io.elbo.benchmarks;

import io.elbo.data.Rows;
import io.elbo.statistics.measure.NearestNeighbours;
import java.util.Arrays;

/**
 * A baseline: the Euclidean distance to the k-th nearest training row (Ramaswamy, Rastogi and Shim 2000). A training row has itself as
 * its nearest neighbour, at distance 0.
 */
record KnnDistance(float[][] of, int k) implements AnomalyDetector {
    /**
     * Stores the training rows.
     *
     * @param k the number of the neighbour, from 1 to the number of rows
     */
    static KnnDistance fit(Rows rows, int k) {
        if (k < 1 || k > rows.count()) {
            throw new IllegalArgumentException(
                    "neighbours " + k + ": must be 1 to " + rows.count() + ", the number of rows");
        }
        return new KnnDistance(rows.toArray(), k);
    }

    @Override
    public double[] scores(Rows rows) {
        return Arrays.stream(NearestNeighbours.of(rows.toArray(), of, k).distances())
                .mapToDouble(nearest -> nearest[k - 1])
                .toArray();
    }
}
