package io.elbo.statistics.baseline;

import io.elbo.data.Rows;

/**
 * The Euclidean distance to the k-th nearest row of the fit (Ramaswamy, Rastogi and Shim 2000). A row of the fit itself
 * has one neighbour more, at distance 0.
 */
public final class KnnDistance implements AnomalyDetector {
    private final Neighbours neighbours;
    private final int k;

    private KnnDistance(Neighbours neighbours, int k) {
        this.neighbours = neighbours;
        this.k = k;
    }

    /**
     * Keeps the rows.
     *
     * @param k 1 to the number of rows
     */
    public static KnnDistance fit(Rows rows, int k) {
        RowMatrix x = RowMatrix.of(rows);
        Neighbours.requireSome(k, x);
        return new KnnDistance(new Neighbours(x), k);
    }

    @Override
    public double[] scores(Rows rows) {
        Neighbours.Nearest[] nearest =
                neighbours.of(RowMatrix.toApply(rows, neighbours.x().width()), k);
        double[] scores = new double[nearest.length];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = nearest[row].distance(k - 1);
        }
        return scores;
    }
}
