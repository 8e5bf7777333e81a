package io.elbo.statistics.measure;

import io.elbo.data.DataException;
import io.elbo.math.SymmetricEigen;

/**
 * Entropy and Kullback-Leibler divergence of normal distributions, in nats. Spread is given as variance, not as standard
 * deviation. The differential entropy may be negative.
 */
public final class GaussianInformation {
    private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

    private GaussianInformation() {}

    /** {@code H = 1/2 (1 + ln(2 pi) + ln v)} of N(m, v), whatever m. */
    public static double entropy(double variance) {
        checkVariance(variance);
        return (1 + LOG_TWO_PI + StrictMath.log(variance)) / 2;
    }

    /**
     * {@code H = 1/2 (d (1 + ln(2 pi)) + ln det S)}.
     *
     * @param covariance [d][d], positive definite
     */
    public static double entropy(double[][] covariance) {
        double logDeterminant = logDeterminant(positive(covariance));
        return (covariance.length * (1 + LOG_TWO_PI) + logDeterminant) / 2;
    }

    /** {@code KL(N(m1, v1) || N(m2, v2)) = 1/2 (v1/v2 + (m1 - m2)^2/v2 - 1 - ln(v1/v2))}. */
    public static double kl(double mean1, double variance1, double mean2, double variance2) {
        checkNumber(mean1);
        checkNumber(mean2);
        checkVariance(variance1);
        checkVariance(variance2);
        double difference = mean1 - mean2;
        double logRatio = StrictMath.log(variance1) - StrictMath.log(variance2);
        return Math.max(0, (variance1 / variance2 + difference * difference / variance2 - 1 - logRatio) / 2);
    }

    /**
     * The divergence of two normal distributions whose features are independent: the sum of those of the features.
     *
     * @param mean1 [d]
     * @param variance1 [d], above 0
     * @param mean2 [d]
     * @param variance2 [d], above 0
     */
    public static double klDiagonal(double[] mean1, double[] variance1, double[] mean2, double[] variance2) {
        checkLengths(mean1.length, variance1.length, mean2.length, variance2.length);
        double sum = 0;
        for (int j = 0; j < mean1.length; j++) {
            sum += kl(mean1[j], variance1[j], mean2[j], variance2[j]);
        }
        return sum;
    }

    /**
     * {@code KL(N(m1, S1) || N(m2, S2)) = 1/2 (tr(S2^-1 S1) + (m2 - m1)^T S2^-1 (m2 - m1) - d + ln det S2 - ln det S1)}.
     *
     * @param mean1 [d]
     * @param covariance1 [d][d], positive definite
     * @param mean2 [d]
     * @param covariance2 [d][d], positive definite
     */
    public static double kl(double[] mean1, double[][] covariance1, double[] mean2, double[][] covariance2) {
        int d = mean1.length;
        checkLengths(d, covariance1.length, mean2.length, covariance2.length);
        double logDeterminant1 = logDeterminant(positive(covariance1));
        SymmetricEigen second = positive(covariance2);
        double sum = logDeterminant(second) - logDeterminant1 - d;
        for (int k = 0; k < d; k++) {
            // along the k-th axis of S2, where its inverse is one over the variance
            double distance = 0;
            double variance = 0;
            for (int i = 0; i < d; i++) {
                checkNumber(mean1[i]);
                checkNumber(mean2[i]);
                distance += second.vectors()[i][k] * (mean2[i] - mean1[i]);
                double product = 0;
                for (int j = 0; j < d; j++) {
                    product += covariance1[i][j] * second.vectors()[j][k];
                }
                variance += second.vectors()[i][k] * product;
            }
            sum += (variance + distance * distance) / second.values()[k];
        }
        return Math.max(0, sum / 2);
    }

    private static SymmetricEigen positive(double[][] covariance) {
        SymmetricEigen eigen = SymmetricEigen.of(covariance);
        double least = eigen.values()[covariance.length - 1];
        if (!(least > covariance.length * Math.ulp(eigen.values()[0]))) {
            throw new DataException("a covariance of " + covariance.length + " features has the eigenvalue " + least
                    + "; without variance in all directions there is no density");
        }
        return eigen;
    }

    private static double logDeterminant(SymmetricEigen eigen) {
        double sum = 0;
        for (double value : eigen.values()) {
            sum += StrictMath.log(value);
        }
        return sum;
    }

    private static void checkVariance(double variance) {
        if (!(variance > 0 && variance < Double.POSITIVE_INFINITY)) {
            throw new DataException("variance " + variance + ": must be a number above 0");
        }
    }

    private static void checkNumber(double mean) {
        if (!Double.isFinite(mean)) {
            throw new DataException("mean " + mean + ": must be a finite number");
        }
    }

    private static void checkLengths(int mean1, int spread1, int mean2, int spread2) {
        if (mean1 == 0 || spread1 != mean1 || mean2 != mean1 || spread2 != mean1) {
            throw new DataException("means of " + mean1 + " and " + mean2 + " features with variances of " + spread1
                    + " and " + spread2 + "; all four must agree, on at least one");
        }
    }
}
