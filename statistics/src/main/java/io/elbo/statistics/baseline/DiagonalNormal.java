package io.elbo.statistics.baseline;

import java.util.Arrays;

/** A normal distribution with a separate variance for each feature. */
record DiagonalNormal(double[] mean, double[] variances) implements Normal {
    /** Returns the maximum of the weighted likelihood over variances of at least {@code floor}. */
    static DiagonalNormal fit(RowMatrix x, double[] weights, double sum, double floor) {
        double[] mean = Normal.weightedMean(x, weights, sum);
        double[] variances = new double[mean.length];
        for (int row = 0; row < weights.length; row++) {
            if (weights[row] > 0) {
                float[] values = x.row(row);
                for (int j = 0; j < mean.length; j++) {
                    double difference = values[j] - mean[j];
                    variances[j] += weights[row] * difference * difference;
                }
            }
        }
        for (int j = 0; j < mean.length; j++) {
            variances[j] = Math.max(floor, variances[j] / sum);
        }
        return new DiagonalNormal(mean, variances);
    }

    @Override
    public double[][] covariance() {
        double[][] covariance = new double[mean.length][mean.length];
        for (int j = 0; j < mean.length; j++) {
            covariance[j][j] = variances[j];
        }
        return covariance;
    }

    @Override
    public double[][] root() {
        double[][] root = new double[mean.length][mean.length];
        for (int j = 0; j < mean.length; j++) {
            root[j][j] = Math.sqrt(variances[j]);
        }
        return root;
    }

    @Override
    public void logDensities(double[][] columns, double[] to) {
        Arrays.fill(to, 0);
        double logDeterminant = 0;
        for (int j = 0; j < mean.length; j++) {
            add(columns[j], mean[j], variances[j], to);
            logDeterminant += StrictMath.log(variances[j]);
        }
        Normal.finish(to, Normal.logNormalizer(mean.length, logDeterminant));
    }

    private static void add(double[] column, double mean, double variance, double[] to) {
        for (int row = 0; row < to.length; row++) {
            double difference = column[row] - mean;
            to[row] += difference * difference / variance;
        }
    }

    @Override
    public double[] draw(float[] normals) {
        double[] x = mean.clone();
        for (int j = 0; j < x.length; j++) {
            x[j] += Math.sqrt(variances[j]) * normals[j];
        }
        return x;
    }
}
