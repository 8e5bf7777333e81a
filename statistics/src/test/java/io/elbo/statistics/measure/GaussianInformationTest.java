package io.elbo.statistics.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elbo.test.Failures;
import org.junit.jupiter.api.Test;

class GaussianInformationTest {
    private static final double[][] A = {{2, 0.5, 0.25}, {0.5, 1, -0.25}, {0.25, -0.25, 0.5}};
    private static final double[][] B = {{1, -0.25, 0}, {-0.25, 2, 0.5}, {0, 0.5, 4}};
    private static final double[] M = {0.5, -1, 2};
    private static final double[] N = {0, 1, 1.5};

    /** The values of reference.py; torch.distributions.kl_divergence of PyTorch 2.13.0 gives the same divergence. */
    @Test
    void fullCovariancesAgreeWithSciPyAndPyTorch() {
        assertEquals(4.02181378499115, GaussianInformation.entropy(A), 1e-13);
        assertEquals(2.343494991560666, GaussianInformation.kl(M, A, N, B), 1e-13);
        assertEquals(0, GaussianInformation.kl(M, A, M, A), 1e-14);
    }

    /** KL(N(1, 2^2) || N(0, 1)) = 2 - ln 2, KL(N(0, 1) || N(1, 2^2)) = ln 2 - 1/4. */
    @Test
    void oneFeatureHasTheClosedFormInEitherDirection() {
        assertEquals(2 - Math.log(2), GaussianInformation.kl(1, 4, 0, 1), 1e-15);
        assertEquals(Math.log(2) - 0.25, GaussianInformation.kl(0, 1, 1, 4), 1e-15);
        assertEquals(0, GaussianInformation.kl(3, 0.7, 3, 0.7));
        // standard normal: 1/2 ln(2 pi e); a uniform of the same variance would have ln(sqrt 12)
        assertEquals(1.4189385332046727, GaussianInformation.entropy(1), 1e-15);
        assertEquals(1.4189385332046727 + Math.log(3), GaussianInformation.entropy(9), 1e-15);
    }

    /** The midpoint rule on 16 deviations, of p ln(p / q) and of -p ln p. */
    @Test
    void theClosedFormsAreTheIntegralsOfTheDefinition() {
        double divergence = 0;
        double entropy = 0;
        double step = 1e-3;
        for (double x = -20 + step / 2; x < 20; x += step) {
            double p = logDensity(x, 0.5, 2);
            double q = logDensity(x, -1, 3);
            divergence += step * Math.exp(p) * (p - q);
            entropy -= step * Math.exp(p) * p;
        }
        assertEquals(divergence, GaussianInformation.kl(0.5, 2, -1, 3), 1e-9);
        assertEquals(entropy, GaussianInformation.entropy(2), 1e-9);
    }

    private static double logDensity(double x, double mean, double variance) {
        return -(Math.log(2 * Math.PI * variance) + (x - mean) * (x - mean) / variance) / 2;
    }

    @Test
    void independentFeaturesAddUp() {
        double[] v = {2, 0.5, 1};
        double[] w = {1, 3, 0.25};
        double sum = 0;
        for (int j = 0; j < 3; j++) {
            sum += GaussianInformation.kl(M[j], v[j], N[j], w[j]);
        }
        assertEquals(sum, GaussianInformation.klDiagonal(M, v, N, w), 1e-15);
        assertEquals(sum, GaussianInformation.kl(M, diagonal(v), N, diagonal(w)), 1e-14);
        double entropies =
                GaussianInformation.entropy(2) + GaussianInformation.entropy(0.5) + GaussianInformation.entropy(1);
        assertEquals(entropies, GaussianInformation.entropy(diagonal(v)), 1e-14);
    }

    private static double[][] diagonal(double[] values) {
        double[][] matrix = new double[values.length][values.length];
        for (int i = 0; i < values.length; i++) {
            matrix[i][i] = values[i];
        }
        return matrix;
    }

    @Test
    void whatHasNoDensityIsRefused() {
        Failures.refused(() -> GaussianInformation.entropy(0), "variance 0.0", "above 0");
        Failures.refused(() -> GaussianInformation.kl(0, 1, 0, -1), "variance -1.0");
        Failures.refused(() -> GaussianInformation.kl(Double.NaN, 1, 0, 1), "mean NaN");
        Failures.refused(() -> GaussianInformation.entropy(new double[][] {{1, 1}, {1, 1}}), "eigenvalue");
        Failures.refused(
                () -> GaussianInformation.kl(M, A, N, new double[][] {{1, 2, 0}, {2, 1, 0}, {0, 0, 1}}),
                "eigenvalue -1");
        Failures.refused(() -> GaussianInformation.kl(new double[2], A, N, B), "2 and 3 features");
        Failures.refused(() -> GaussianInformation.klDiagonal(M, N, N, new double[] {1, 1, 1}), "variance 0.0");
    }
}
