package io.elbo.statistics.baseline;

import io.elbo.math.Cholesky;
import io.elbo.math.SymmetricEigen;
import io.elbo.math.Vectors;
import java.util.Arrays;

/** A normal distribution with a covariance matrix, stored as its Cholesky factor. */
record FullNormal(double[] mean, Cholesky factor) implements Normal {
    /**
     * Returns the maximum of the weighted likelihood over covariances with a variance of at least {@code floor} in every
     * direction. It is the covariance of the sample, with smaller eigenvalues raised to the floor.
     */
    static FullNormal fit(RowMatrix x, double[] weights, double sum, double floor) {
        double[] mean = Normal.weightedMean(x, weights, sum);
        double[][] covariance = new double[mean.length][mean.length];
        double[] centred = new double[mean.length];
        for (int row = 0; row < weights.length; row++) {
            if (weights[row] > 0) {
                float[] values = x.row(row);
                for (int j = 0; j < centred.length; j++) {
                    centred[j] = values[j] - mean[j];
                }
                for (int i = 0; i < centred.length; i++) {
                    addTo(covariance[i], weights[row] / sum * centred[i], centred, i);
                }
            }
        }
        for (int i = 0; i < mean.length; i++) {
            for (int j = 0; j < i; j++) {
                covariance[j][i] = covariance[i][j];
            }
        }
        return new FullNormal(
                mean, Cholesky.ofPositive(isAbove(covariance, floor) ? covariance : raised(covariance, floor)));
    }

    /** Adds to the lower triangle. */
    private static void addTo(double[] sums, double factor, double[] centred, int i) {
        for (int j = 0; j <= i; j++) {
            sums[j] += factor * centred[j];
        }
    }

    private static boolean isAbove(double[][] covariance, double floor) {
        double[][] less = Vectors.copy(covariance);
        for (int i = 0; i < less.length; i++) {
            less[i][i] -= floor;
        }
        return Cholesky.of(less).isPresent();
    }

    private static double[][] raised(double[][] covariance, double floor) {
        SymmetricEigen eigen = SymmetricEigen.of(covariance);
        double[][] raised = new double[covariance.length][covariance.length];
        double[][] vectors = Vectors.transpose(eigen.vectors());
        for (int k = 0; k < vectors.length; k++) {
            double value = Math.max(floor, eigen.values()[k]);
            for (int i = 0; i < raised.length; i++) {
                Vectors.add(raised[i], value * vectors[k][i], vectors[k]);
            }
        }
        return raised;
    }

    @Override
    public double[][] covariance() {
        double[][] covariance = new double[mean.length][mean.length];
        double[][] lower = factor.lower();
        for (int i = 0; i < mean.length; i++) {
            for (int j = 0; j <= i; j++) {
                for (int k = 0; k <= j; k++) {
                    covariance[i][j] += lower[i][k] * lower[j][k];
                }
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }

    @Override
    public double[][] root() {
        double[][] root = new double[mean.length][];
        for (int i = 0; i < root.length; i++) {
            root[i] = Arrays.copyOf(factor.lower()[i], root.length);
        }
        return root;
    }

    /** If {@code L y = x - mean}, {@code |y|^2} is the squared distance. */
    @Override
    public void logDensities(double[][] columns, double[] to) {
        double[][] y = new double[mean.length][to.length];
        Arrays.fill(to, 0);
        for (int i = 0; i < mean.length; i++) {
            double[] lower = factor.lower()[i];
            Normal.centre(columns[i], mean[i], y[i]);
            for (int k = 0; k < i; k++) {
                Vectors.add(y[i], -lower[k], y[k]);
            }
            finish(y[i], lower[i], to);
        }
        Normal.finish(to, Normal.logNormalizer(mean.length, factor.logDeterminant()));
    }

    private static void finish(double[] y, double diagonal, double[] squares) {
        for (int row = 0; row < y.length; row++) {
            y[row] /= diagonal;
            squares[row] += y[row] * y[row];
        }
    }

    @Override
    public double[] draw(float[] normals) {
        double[] x = mean.clone();
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k <= i; k++) {
                x[i] += factor.lower()[i][k] * normals[k];
            }
        }
        return x;
    }
}
