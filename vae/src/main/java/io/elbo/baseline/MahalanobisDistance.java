package io.elbo.baseline;

import io.elbo.data.Rows;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The distance of a row to the mean of those of the fit, in units of their covariance: {@code sqrt((x - m)^T C^-1 (x - m))}. Where
 * features go together closely, a row that breaks this is far, however ordinary each of its values is.
 *
 * <p>C is the sample's covariance shrunk towards a multiple of the identity, as much as the number of rows makes it uncertain
 * (Ledoit and Wolf 2004, "A well-conditioned estimator for large-dimensional covariance matrices"), and {@value #LEAST_SHRINKAGE} at
 * least. A feature that was constant counts with the mean variance of the others.
 */
public final class MahalanobisDistance implements AnomalyDetector {
    /** Of the shrinkage, so that features that determine each other leave the matrix invertible. */
    private static final double LEAST_SHRINKAGE = 0.005;

    private final double[] mean;
    private final Cholesky factor;

    private MahalanobisDistance(double[] mean, Cholesky factor) {
        this.mean = mean;
        this.factor = factor;
    }

    /**
     * Makes one that was fitted before.
     *
     * @param mean [features]
     * @param lower [features][]: the lower triangular factor L of {@code C = L L^T}, row i of i + 1 values, the last above 0
     */
    public static MahalanobisDistance of(double[] mean, double[][] lower) {
        if (lower.length != mean.length) {
            throw new IllegalArgumentException(
                    "factor of " + lower.length + " rows for " + mean.length + " features; it needs one for each");
        }
        for (int i = 0; i < lower.length; i++) {
            if (lower[i].length != i + 1 || !(lower[i][i] > 0)) {
                throw new IllegalArgumentException(
                        "row " + i + " of the factor: needs " + (i + 1) + " values, the last of them above 0");
            }
        }
        return new MahalanobisDistance(mean, new Cholesky(lower));
    }

    /**
     * Fits mean and covariance.
     *
     * @param rows at least 1
     */
    public static MahalanobisDistance fit(Rows rows) {
        RowMatrix x = RowMatrix.of(rows);
        double[] mean = x.mean();
        double[][] covariance = covariance(x, mean);
        double average = average(covariance);
        for (int j = 0; j < mean.length; j++) {
            covariance[j][j] = covariance[j][j] > 0 ? covariance[j][j] : average;
        }
        shrink(covariance, Math.max(LEAST_SHRINKAGE, shrinkage(x, mean, covariance)));
        return new MahalanobisDistance(single(mean), single(Cholesky.ofPositive(covariance)));
    }

    /** In 32 bits, as files have them. */
    private static double[] single(double[] values) {
        double[] rounded = new double[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }

    private static Cholesky single(Cholesky factor) {
        return new Cholesky(
                Arrays.stream(factor.lower()).map(MahalanobisDistance::single).toArray(double[][]::new));
    }

    private static double[][] covariance(RowMatrix x, double[] mean) {
        double[][] covariance = new double[mean.length][mean.length];
        IntStream.range(0, mean.length).parallel().forEach(i -> {
            for (int row = 0; row < x.count(); row++) {
                float[] values = x.row(row);
                double deviation = values[i] - mean[i];
                for (int j = 0; j <= i && deviation != 0; j++) {
                    covariance[i][j] += deviation * (values[j] - mean[j]);
                }
            }
        });
        for (int i = 0; i < mean.length; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i][j] /= x.count();
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }

    /** The mean variance of the features that vary; 1 if none does. */
    private static double average(double[][] covariance) {
        double sum = 0;
        int count = 0;
        for (int j = 0; j < covariance.length; j++) {
            sum += covariance[j][j];
            count += covariance[j][j] > 0 ? 1 : 0;
        }
        return count == 0 ? 1 : sum / count;
    }

    /**
     * {@code b^2 / d^2}: with {@code d^2 = |S - m I|^2} the distance of the sample's covariance to the multiple of the identity, and
     * {@code b^2 = sum |x x^T - S|^2 / n^2} what its own error contributes to that.
     */
    private static double shrinkage(RowMatrix x, double[] mean, double[][] covariance) {
        int n = x.count();
        int width = mean.length;
        double trace = 0;
        double norm = 0;
        for (int i = 0; i < width; i++) {
            trace += covariance[i][i];
            for (int j = 0; j < width; j++) {
                norm += covariance[i][j] * covariance[i][j];
            }
        }
        double distance = norm - trace * trace / width;
        double squares = norm;
        double[] errors = IntStream.range(0, n)
                .parallel()
                .mapToDouble(row -> error(x.row(row), mean, covariance, squares))
                .toArray();
        double error = Vectors.sum(errors) / n / n;
        return distance > 0 ? Math.min(1, error / distance) : 1;
    }

    /** {@code |x x^T - S|^2 = |x|^4 - 2 x^T S x + |S|^2}. */
    private static double error(float[] row, double[] mean, double[][] covariance, double norm) {
        double square = 0;
        double form = 0;
        for (int i = 0; i < mean.length; i++) {
            double deviation = row[i] - mean[i];
            double product = 0;
            for (int j = 0; j < mean.length; j++) {
                product += covariance[i][j] * (row[j] - mean[j]);
            }
            square += deviation * deviation;
            form += deviation * product;
        }
        return square * square - 2 * form + norm;
    }

    private static void shrink(double[][] covariance, double part) {
        double trace = 0;
        for (int i = 0; i < covariance.length; i++) {
            trace += covariance[i][i];
        }
        for (int i = 0; i < covariance.length; i++) {
            for (int j = 0; j < covariance.length; j++) {
                covariance[i][j] = (1 - part) * covariance[i][j] + (i == j ? part * trace / covariance.length : 0);
            }
        }
    }

    /** [features]. */
    public double[] mean() {
        return mean.clone();
    }

    /** [features][]: row i of i + 1 values. */
    public double[][] lower() {
        return Vectors.copy(factor.lower());
    }

    /** Features of a row. */
    public int width() {
        return mean.length;
    }

    @Override
    public double[] scores(Rows rows) {
        RowMatrix x = RowMatrix.toApply(rows, mean.length);
        return IntStream.range(0, x.count())
                .parallel()
                .mapToDouble(row -> distance(x.row(row)))
                .toArray();
    }

    /** With {@code L y = x - m}, {@code |y|}. */
    private double distance(float[] row) {
        double[] y = new double[mean.length];
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            double[] lower = factor.lower()[i];
            double rest = row[i] - mean[i];
            for (int k = 0; k < i; k++) {
                rest -= lower[k] * y[k];
            }
            y[i] = rest / lower[i];
            sum += y[i] * y[i];
        }
        return Math.sqrt(sum);
    }
}
