package io.elbo.statistics.measure;

import io.elbo.data.DataException;
import io.elbo.math.SingularValues;
import io.elbo.math.SymmetricEigen;
import io.elbo.parallel.Threads;
import java.util.Arrays;

/**
 * The squared Frechet distance (2-Wasserstein distance) of two normal distributions, {@code |m1 - m2|^2 + tr(S1 + S2 - 2 (S1
 * S2)^(1/2))} (Dowson and Landau 1982). Applied to network features of real and generated images it is known as FID (Heusel et
 * al. 2017). It is 0 for equal moments, in the features' unit squared.
 *
 * <p>{@code tr (S1 S2)^(1/2)} is the sum of the singular values of {@code S1^(1/2) S2^(1/2)}. This also works for singular
 * covariances, such as those of pixels that never change.
 */
public final class FrechetDistance {
    private FrechetDistance() {}

    /**
     * Returns the distance of the normal distributions with the rows' means and covariances. With fewer rows than features it is
     * defined but biased upwards, so compare sets of equal size.
     *
     * @param first [rows][features], at least two rows
     * @param second [rows][features], at least two rows with the same number of features
     */
    public static double between(float[][] first, float[][] second) {
        MeasureArguments.width("the first rows", first, "the second rows", second);
        MeanCovariance one = MeanCovariance.of("the first rows", first);
        MeanCovariance other = MeanCovariance.of("the second rows", second);
        return ofGaussians(one.mean(), one.covariance(), other.mean(), other.covariance());
    }

    /**
     * Returns the distance of two normal distributions.
     *
     * @param mean1 [d]
     * @param covariance1 [d][d], symmetric, without negative eigenvalues
     * @param mean2 [d]
     * @param covariance2 [d][d], symmetric, without negative eigenvalues
     */
    public static double ofGaussians(double[] mean1, double[][] covariance1, double[] mean2, double[][] covariance2) {
        int d = mean1.length;
        if (mean2.length != d || covariance1.length != d || covariance2.length != d) {
            throw new DataException("means of " + d + " and " + mean2.length + " numbers with covariances of "
                    + covariance1.length + " and " + covariance2.length + " rows; all four must be equal");
        }
        double sum = 0;
        for (int i = 0; i < d; i++) {
            double difference = mean1[i] - mean2[i];
            sum += difference * difference + covariance1[i][i] + covariance2[i][i];
        }
        double[][] product = product(squareRoot(covariance1), squareRoot(covariance2));
        double root = Arrays.stream(SingularValues.of(product)).reduce(0, Double::sum);
        // rounding may make it negative
        return Math.max(0, sum - 2 * root);
    }

    /** Returns the symmetric S^(1/2) = V diag(sqrt(values)) V^T. */
    private static double[][] squareRoot(double[][] covariance) {
        SymmetricEigen eigen = SymmetricEigen.of(covariance);
        int d = covariance.length;
        // an eigenvalue below this is rounding error of zero, but its root would not be small
        double rounding = d * Math.ulp(Math.max(Math.abs(eigen.values()[0]), Math.abs(eigen.values()[d - 1])));
        if (eigen.values()[d - 1] < -1e6 * rounding) {
            throw new DataException("a covariance has the eigenvalue " + eigen.values()[d - 1]
                    + "; a covariance must not have negative eigenvalues");
        }
        double[][] scaled = new double[d][d];
        double[][] transposed = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int k = 0; k < d; k++) {
                double value = eigen.values()[k];
                scaled[i][k] = value > rounding ? eigen.vectors()[i][k] * Math.sqrt(value) : 0;
                transposed[k][i] = eigen.vectors()[i][k];
            }
        }
        return product(scaled, transposed);
    }

    private static double[][] product(double[][] a, double[][] b) {
        int d = a.length;
        double[][] product = new double[d][d];
        Threads.each(d, i -> {
            for (int k = 0; k < d; k++) {
                double factor = a[i][k];
                for (int j = 0; j < d; j++) {
                    product[i][j] += factor * b[k][j];
                }
            }
        });
        return product;
    }
}
