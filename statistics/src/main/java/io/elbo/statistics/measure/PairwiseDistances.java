package io.elbo.statistics.measure;

import io.elbo.parallel.Threads;

/**
 * Squared Euclidean distances of all pairs of rows, {@code sum (a_j - b_j)^2} with j ascending. They are exact for equal rows,
 * the same in both directions, and the same for any number of threads.
 *
 * <p>Rows are packed in transposed blocks, so that the distances from a query to a whole block are independent sums. A block
 * stays in cache while a group of queries uses it. Slabs of blocks bound the memory.
 */
final class PairwiseDistances {
    private static final int BLOCK_VALUES = 16_384;
    private static final int SMALLEST_BLOCK = 16;
    private static final int SLAB_VALUES = 1 << 23;
    private static final int QUERIES = 32;

    /** Receives the distances from a query to consecutive rows. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Called for one query with all rows in ascending order, by one thread at a time. Different threads may call it for
         * different queries at once.
         *
         * @param query a row of the queries
         * @param first the row of the first distance
         * @param count of distances
         * @param squared the distances; they change after the call
         */
        void visit(int query, int first, int count, double[] squared);
    }

    private PairwiseDistances() {}

    /** Visits all pairs. Both tables are already checked: finite, and of equal width. */
    static void visit(float[][] queries, float[][] rows, Visitor visitor) {
        visit(queries, rows, SLAB_VALUES, visitor);
    }

    /** Visits all pairs, with at least one block, and about this many values, packed at once. */
    static void visit(float[][] queries, float[][] rows, int slabValues, Visitor visitor) {
        int width = rows[0].length;
        int block = Math.max(SMALLEST_BLOCK, BLOCK_VALUES / width);
        int slab = Math.max(1, slabValues / (block * width)) * block;
        for (int from = 0; from < rows.length; from += slab) {
            int start = from;
            int count = Math.min(slab, rows.length - from);
            double[][] packed = Threads.array(
                    (count + block - 1) / block,
                    b -> pack(rows, start + b * block, Math.min(block, count - b * block)),
                    double[][]::new);
            Threads.each((queries.length + QUERIES - 1) / QUERIES, group -> {
                double[] squared = new double[block];
                int end = Math.min(queries.length, (group + 1) * QUERIES);
                for (int b = 0; b < packed.length; b++) {
                    int size = packed[b].length / width;
                    for (int query = group * QUERIES; query < end; query++) {
                        squared(queries[query], packed[b], size, squared);
                        visitor.visit(query, start + b * block, size, squared);
                    }
                }
            });
        }
    }

    /** Returns rows {@code [count][width]} as {@code [width][count]}. */
    private static double[] pack(float[][] rows, int first, int count) {
        int width = rows[0].length;
        double[] packed = new double[width * count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < width; j++) {
                packed[j * count + i] = rows[first + i][j];
            }
        }
        return packed;
    }

    private static void squared(float[] query, double[] block, int count, double[] to) {
        int width = query.length;
        java.util.Arrays.fill(to, 0, count, 0);
        int j = 0;
        for (; j + 4 <= width; j += 4) {
            addFour(query[j], query[j + 1], query[j + 2], query[j + 3], block, j * count, count, to);
        }
        for (; j < width; j++) {
            addOne(query[j], block, j * count, count, to);
        }
    }

    private static void addOne(double q, double[] block, int at, int count, double[] to) {
        for (int i = 0; i < count; i++) {
            double e = q - block[at + i];
            to[i] = to[i] + e * e;
        }
    }

    /** Adds four columns at once, which loads and stores each sum once instead of four times. */
    private static void addFour(
            double q0, double q1, double q2, double q3, double[] block, int at, int count, double[] to) {
        for (int i = 0; i < count; i++) {
            double e0 = q0 - block[at + i];
            double e1 = q1 - block[at + count + i];
            double e2 = q2 - block[at + 2 * count + i];
            double e3 = q3 - block[at + 3 * count + i];
            to[i] = to[i] + e0 * e0 + e1 * e1 + e2 * e2 + e3 * e3;
        }
    }
}
