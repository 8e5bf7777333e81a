package io.elbo.statistics.measure;

import io.elbo.data.DataException;
import java.util.Arrays;

/**
 * The nearest rows of a table to each query, by Euclidean distance. The search is exact and compares all pairs. To detect whether
 * samples copy training rows, compare their distances to the training rows with the distances of held-out rows.
 *
 * @param rows {@code [queries][k]}, nearest first; among equally near rows, the first in the table comes first
 * @param distances {@code [queries][k]}, ascending
 */
public record NearestNeighbours(int[][] rows, double[][] distances) {
    /**
     * Returns the nearest rows to each query.
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
     * Returns the nearest other rows to each row of one table. Equal rows count as other rows.
     *
     * @param rows {@code [rows][features]}, more than k
     * @param k at least 1
     */
    public static NearestNeighbours within(float[][] rows, int k) {
        MeasureArguments.width("the rows", rows);
        return squaredWithin(rows, k).rooted();
    }

    /** Returns the same as {@link #within} with squared distances, for rows that are already checked. */
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
                    + " are not enough rows");
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

    /** Inserts a row after those that are equally near, and drops the last. */
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
