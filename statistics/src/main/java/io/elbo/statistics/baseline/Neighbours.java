package io.elbo.statistics.baseline;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The nearest rows by Euclidean distance, by looking at all of them. */
record Neighbours(RowMatrix x) {
    /** Queries that each row of the fit is compared with while it is in cache. */
    private static final int BLOCK = 16;
    /** Features after which a distance that is too great already is given up. */
    private static final int PART = 64;

    /** The k nearest rows of one query, nearest first, lower row numbers first where distances are equal. */
    static final class Nearest {
        private final int[] rows;
        private final double[] squares;

        private Nearest(int k) {
            rows = new int[k];
            squares = new double[k];
            Arrays.fill(squares, Double.POSITIVE_INFINITY);
        }

        int row(int rank) {
            return rows[rank];
        }

        double distance(int rank) {
            return Math.sqrt(squares[rank]);
        }

        private void offer(int row, double square) {
            int at = squares.length - 1;
            if (square >= squares[at]) {
                return;
            }
            for (; at > 0 && squares[at - 1] > square; at--) {
                squares[at] = squares[at - 1];
                rows[at] = rows[at - 1];
            }
            squares[at] = square;
            rows[at] = row;
        }
    }

    /** For each row of the queries. */
    Nearest[] of(RowMatrix queries, int k) {
        Nearest[] nearest = new Nearest[queries.count()];
        IntStream.range(0, (queries.count() + BLOCK - 1) / BLOCK).parallel().forEach(block -> {
            int to = Math.min(queries.count(), (block + 1) * BLOCK);
            for (int query = block * BLOCK; query < to; query++) {
                nearest[query] = new Nearest(k);
            }
            for (int row = 0; row < x.count(); row++) {
                for (int query = block * BLOCK; query < to; query++) {
                    double most = nearest[query].squares[k - 1];
                    nearest[query].offer(row, square(queries.row(query), x.row(row), most));
                }
            }
        });
        return nearest;
    }

    /** The squared distance; if it is greater than {@code most}, perhaps only a part of it that is greater too. */
    private static double square(float[] a, float[] b, double most) {
        double sum = 0;
        for (int from = 0; from < a.length && sum <= most; from += PART) {
            sum += part(a, b, from, Math.min(a.length, from + PART));
        }
        return sum;
    }

    private static double part(float[] a, float[] b, int from, int to) {
        double even = 0;
        double odd = 0;
        int j = from;
        for (; j + 1 < to; j += 2) {
            double first = (double) a[j] - b[j];
            double second = (double) a[j + 1] - b[j + 1];
            even += first * first;
            odd += second * second;
        }
        if (j < to) {
            double last = (double) a[j] - b[j];
            even += last * last;
        }
        return even + odd;
    }

    static void requireSome(int k, RowMatrix x) {
        if (k < 1 || k > x.count()) {
            throw new IllegalArgumentException(
                    "neighbours " + k + ": must be 1 to the " + x.count() + " rows of the fit");
        }
    }
}
