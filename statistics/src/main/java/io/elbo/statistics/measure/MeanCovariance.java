package io.elbo.statistics.measure;

import io.elbo.data.DataException;
import io.elbo.parallel.Threads;

/**
 * The mean and covariance of rows.
 *
 * @param mean [d]
 * @param covariance [d][d], divided by n - 1
 */
record MeanCovariance(double[] mean, double[][] covariance) {
    /** Rows of the covariance that one thread sums in one pass over the data. */
    private static final int STRIP = 16;

    /** @param what the name of the rows in messages; the rows are already checked */
    static MeanCovariance of(String what, float[][] rows) {
        int n = rows.length;
        int d = rows[0].length;
        if (n < 2) {
            throw new DataException(what + ": one row has no covariance; at least two are needed");
        }
        double[] mean = new double[d];
        for (float[] row : rows) {
            for (int j = 0; j < d; j++) {
                mean[j] += row[j];
            }
        }
        for (int j = 0; j < d; j++) {
            mean[j] /= n;
        }
        double[][] covariance = new double[d][d];
        Threads.each((d + STRIP - 1) / STRIP, strip -> {
            double[] centred = new double[d];
            int from = strip * STRIP;
            int to = Math.min(d, from + STRIP);
            for (float[] row : rows) {
                for (int j = 0; j < to; j++) {
                    centred[j] = row[j] - mean[j];
                }
                for (int i = from; i < to; i++) {
                    add(covariance[i], centred[i], centred, i + 1);
                }
            }
        });
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i][j] /= n - 1;
                covariance[j][i] = covariance[i][j];
            }
        }
        return new MeanCovariance(mean, covariance);
    }

    private static void add(double[] to, double factor, double[] values, int n) {
        for (int j = 0; j < n; j++) {
            to[j] += factor * values[j];
        }
    }
}
