package io.elbo.benchmarks;

import io.elbo.data.Rows;
import io.elbo.statistics.measure.NearestNeighbours;
import java.util.Arrays;

/**
 * The Euclidean distance to the k-th nearest row of the fit (Ramaswamy, Rastogi and Shim 2000). A row of the fit itself
 * has one neighbour more, at distance 0. To compare with.
 */
record KnnDistance(float[][] of, int k) implements AnomalyDetector {
    /**
     * Keeps the rows.
     *
     * @param k 1 to the number of rows
     */
    static KnnDistance fit(Rows rows, int k) {
        if (k < 1 || k > rows.count()) {
            throw new IllegalArgumentException(
                    "neighbours " + k + ": must be 1 to the " + rows.count() + " rows of the fit");
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
