package io.elbo.benchmarks;

import io.elbo.data.Rows;

/**
 * A baseline: HBOS (Goldstein and Dengel 2012). The score is the sum over columns of {@code -log2(density + 0.1)}, with the density of a
 * histogram of ten bins of equal width. A value more than half a bin out of range has density 0.
 */
final class HistogramOutliers implements AnomalyDetector {
    private static final int BINS = 10;
    private static final double ALPHA = 0.1;
    private static final double TOLERANCE = 0.5;

    private final double[] low;
    private final double[] width;
    private final double[][] scores;

    private HistogramOutliers(int columns) {
        low = new double[columns];
        width = new double[columns];
        scores = new double[columns][BINS];
    }

    static HistogramOutliers fit(Rows rows) {
        HistogramOutliers fitted = new HistogramOutliers(rows.width());
        float[][] values = rows.toArray();
        for (int j = 0; j < rows.width(); j++) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (float[] row : values) {
                least = Math.min(least, row[j]);
                most = Math.max(most, row[j]);
            }
            fitted.low[j] = most > least ? least : least - 0.5;
            fitted.width[j] = (most > least ? most - least : 1) / BINS;
            for (float[] row : values) {
                int bin = (int) Math.min(BINS - 1, (row[j] - fitted.low[j]) / fitted.width[j]);
                fitted.scores[j][bin] += 1 / (values.length * fitted.width[j]);
            }
            for (int bin = 0; bin < BINS; bin++) {
                fitted.scores[j][bin] = -Math.log(fitted.scores[j][bin] + ALPHA) / Math.log(2);
            }
        }
        return fitted;
    }

    @Override
    public double[] scores(Rows rows) {
        float[][] values = rows.toArray();
        double[] sums = new double[values.length];
        for (int i = 0; i < sums.length; i++) {
            for (int j = 0; j < low.length; j++) {
                double place = (values[i][j] - low[j]) / width[j];
                boolean far = place < -TOLERANCE || place > BINS + TOLERANCE;
                sums[i] += far
                        ? -Math.log(ALPHA) / Math.log(2)
                        : scores[j][(int) Math.max(0, Math.min(BINS - 1, Math.floor(place)))];
            }
        }
        return sums;
    }
}
