package io.elbo.statistics.measure;

import io.elbo.data.DataException;
import java.util.Arrays;

/**
 * The nearest rows of a table to each query, by Euclidean distance: exact, all pairs are looked at. To see whether samples
 * copy training rows, compare their distances to the training rows with those of held-out rows, which copy nothing.
 *
 * @param rows {@code [queries][k]}, nearest first; of equally near rows, the first in the table
 * @param distances {@code [queries][k]}, ascending
 */
public record NearestNeighbours(int[][] rows, double[][] distances) {
    /**
     * The nearest rows to each query.
     *
     * @param queries {@code [queries][features]}
     * @param rows {@code [rows][features]}, at least k
     * @param k at least 1
     */
    public static NearestNeighbours of(float[][] queries, float[][] rows, int k) {
        MeasureArguments.width("the queries", queries, "the rows", rows);
        return search(queries, rows, k, false).rooted();
    }

    /**
     * The nearest other rows to each row of one table; equal rows are others.
     *
     * @param rows {@code [rows][features]}, more than k
     * @param k at least 1
     */
    public static NearestNeighbours within(float[][] rows, int k) {
        MeasureArguments.width("the rows", rows);
        return squaredWithin(rows, k).rooted();
    }

    /** As {@link #within}, with squared distances, for rows that are checked already. */
    static NearestNeighbours squaredWithin(float[][] rows, int k) {
        return search(rows, rows, k, true);
    }

    private NearestNeighbours rooted() {
        for (double[] squared : distances) {
            for (int i = 0; i < squared.length; i++) {
                squared[i] = Math.sqrt(squared[i]);
            }
        }
        return this;
    }

    private static NearestNeighbours search(float[][] queries, float[][] rows, int k, boolean others) {
        if (k < 1) {
            throw new IllegalArgumentException("neighbours " + k + ": must be at least 1");
        }
        int candidates = others ? rows.length - 1 : rows.length;
        if (candidates < k) {
            throw new DataException("the nearest " + k + " of " + candidates + (others ? " other" : "") + " rows: there"
                    + " must be as many");
        }
        int[][] nearest = new int[queries.length][k];
        double[][] distances = new double[queries.length][k];
        for (double[] none : distances) {
            Arrays.fill(none, Double.POSITIVE_INFINITY);
        }
        PairwiseDistances.visit(queries, rows, (query, first, count, squared) -> {
            int[] kept = nearest[query];
            double[] best = distances[query];
            for (int i = 0; i < count; i++) {
                if (squared[i] < best[k - 1] && !(others && first + i == query)) {
                    insert(first + i, squared[i], kept, best);
                }
            }
        });
        return new NearestNeighbours(nearest, distances);
    }

    /** Puts a row behind those that are as near, and lets go of the last. */
    private static void insert(int row, double squared, int[] kept, double[] best) {
        int at = best.length - 1;
        for (; at > 0 && best[at - 1] > squared; at--) {
            best[at] = best[at - 1];
            kept[at] = kept[at - 1];
        }
        best[at] = squared;
        kept[at] = row;
    }
}
