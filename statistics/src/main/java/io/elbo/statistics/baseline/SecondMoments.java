package io.elbo.statistics.baseline;

import io.elbo.parallel.Threads;

/** Computes means of products of scaled rows: the covariance of features, and the inner products of rows. */
final class SecondMoments {
    /** Terms are added four at a time, so block sizes are multiples of it. */
    private static final int UNROLL = 4;
    /** Doubles in one block: as many as a core's cache holds. */
    private static final int BLOCK = 1 << 16;

    private SecondMoments() {}

    /** Returns {@code X^T X / n} of the scaled rows X: [features][features]. */
    static double[][] covariance(RowMatrix x, Scaling scaling) {
        return meanOfSquares(x.width(), x.count(), x.count(), (row, to) -> {
            float[] values = x.row(row);
            for (int j = 0; j < to.length; j++) {
                to[j] = scaling.scaled(values[j], j);
            }
        });
    }

    /** Returns {@code X X^T / n} of the scaled rows X: [rows][rows]. */
    static double[][] gram(RowMatrix x, Scaling scaling) {
        return meanOfSquares(x.count(), x.width(), x.count(), (feature, to) -> {
            for (int row = 0; row < to.length; row++) {
                to[row] = scaling.scaled(x.row(row)[feature], feature);
            }
        });
    }

    private interface Terms {
        void read(int term, double[] to);
    }

    /** Returns the sum over terms t of {@code t t^T}, divided by {@code divisor}. Each entry sums the terms in order. */
    private static double[][] meanOfSquares(int size, int terms, int divisor, Terms source) {
        double[][] sum = new double[size][size];
        double[][] block = new double[Math.max(1, Math.min(256, BLOCK / size / UNROLL)) * UNROLL][size];
        for (int from = 0; from < terms; from += block.length) {
            for (int t = 0; t < block.length; t++) {
                if (from + t < terms) {
                    source.read(from + t, block[t]);
                } else {
                    java.util.Arrays.fill(block[t], 0);
                }
            }
            Threads.each(size, i -> add(sum[i], block, i));
        }
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                sum[i][j] /= divisor;
                sum[j][i] = sum[i][j];
            }
        }
        return sum;
    }

    private static void add(double[] sum, double[][] block, int i) {
        for (int t = 0; t < block.length; t += UNROLL) {
            double[] x0 = block[t];
            double[] x1 = block[t + 1];
            double[] x2 = block[t + 2];
            double[] x3 = block[t + 3];
            double a0 = x0[i];
            double a1 = x1[i];
            double a2 = x2[i];
            double a3 = x3[i];
            for (int j = i; j < sum.length; j++) {
                sum[j] += a0 * x0[j] + a1 * x1[j] + a2 * x2[j] + a3 * x3[j];
            }
        }
    }
}
