package io.elbo.statistics.baseline;

import java.util.Arrays;

/**
 * The scaling of features before a linear model: {@code (x - mean) factor}.
 *
 * @param mean [features]
 * @param factor [features]; 0 for a feature that is ignored
 */
record Scaling(double[] mean, double[] factor) {
    /** Returns a scaling to mean 0. */
    static Scaling centring(RowMatrix x) {
        double[] factor = new double[x.width()];
        Arrays.fill(factor, 1);
        return new Scaling(x.mean(), factor);
    }

    /** Returns a scaling to mean 0 and variance 1; a constant feature is ignored. */
    static Scaling standardising(RowMatrix x) {
        double[] mean = x.mean();
        double[] factor = x.variances(mean);
        for (int j = 0; j < factor.length; j++) {
            factor[j] = factor[j] == 0 ? 0 : 1 / Math.sqrt(factor[j]);
        }
        return new Scaling(mean, factor);
    }

    /** Returns the scaled row. */
    double[] apply(float[] row) {
        double[] to = new double[row.length];
        for (int j = 0; j < to.length; j++) {
            to[j] = scaled(row[j], j);
        }
        return to;
    }

    double scaled(float value, int feature) {
        return (value - mean[feature]) * factor[feature];
    }
}
