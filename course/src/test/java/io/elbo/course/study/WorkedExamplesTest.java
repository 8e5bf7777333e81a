package io.elbo.course.study;

import static io.elbo.statistics.measure.Information.bits;
import static io.elbo.statistics.measure.Information.crossEntropy;
import static io.elbo.statistics.measure.Information.entropy;
import static io.elbo.statistics.measure.Information.kl;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elbo.math.Quadrature;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Checks the numbers in docs/concepts/exact-elbo.md. */
class WorkedExamplesTest {
    private static final double DIGITS = 5e-5;

    @Test
    void entropyAndDivergenceOfCoins() {
        double[] fair = {0.5, 0.5};
        double[] biased = {0.75, 0.25};
        assertEquals(1, bits(entropy(fair)), 1e-12);
        assertEquals(0.8113, bits(entropy(biased)), DIGITS);
        assertEquals(0.2075, bits(kl(fair, biased)), DIGITS);
        assertEquals(0.1887, bits(kl(biased, fair)), DIGITS);
        assertEquals(1.2075, bits(crossEntropy(fair, biased)), DIGITS);
    }

    /** Checks the values with their definitions, the integrals of {@code p (ln p - ln q)} and {@code -p ln p}. */
    @Test
    void normalDistributions() {
        DoubleUnaryOperator standard = logDensity(0, 1);
        DoubleUnaryOperator other = logDensity(1, 0.25);
        assertEquals(1.4189, mean(standard, z -> -standard.applyAsDouble(z)), DIGITS);
        DoubleUnaryOperator narrow = logDensity(0, 0.01);
        assertEquals(-0.8836, mean(narrow, z -> -narrow.applyAsDouble(z)), DIGITS);
        assertEquals(0.8181, mean(other, z -> other.applyAsDouble(z) - standard.applyAsDouble(z)), DIGITS);
        assertEquals(2.8069, mean(standard, z -> standard.applyAsDouble(z) - other.applyAsDouble(z)), DIGITS);
    }

    private static DoubleUnaryOperator logDensity(double mean, double variance) {
        return z -> -(Math.log(2 * Math.PI * variance) + (z - mean) * (z - mean) / variance) / 2;
    }

    private static double mean(DoubleUnaryOperator logDensity, DoubleUnaryOperator f) {
        Quadrature rule = Quadrature.trapezoid(-12, 12, 24_000);
        return rule.integral(
                i -> Math.exp(logDensity.applyAsDouble(rule.nodes()[i])) * f.applyAsDouble(rule.nodes()[i]));
    }

    /** Both z and x take one of two values, so every term is a sum of two summands. */
    @Test
    void theDecompositionWithTwoValuesOfZ() {
        double[] prior = {0.5, 0.5};
        double[] likelihood = {0.9, 0.2};
        double[] q = {0.6, 0.4};
        double evidence = prior[0] * likelihood[0] + prior[1] * likelihood[1];
        double[] posterior = {prior[0] * likelihood[0] / evidence, prior[1] * likelihood[1] / evidence};
        double reconstruction = q[0] * Math.log(likelihood[0]) + q[1] * Math.log(likelihood[1]);
        double elbo = reconstruction - kl(q, prior);
        assertEquals(0.55, evidence, 1e-12);
        assertEquals(-0.5978, Math.log(evidence), DIGITS);
        assertEquals(0.8182, posterior[0], DIGITS);
        assertEquals(-0.7070, reconstruction, DIGITS);
        assertEquals(0.0201, kl(q, prior), DIGITS);
        assertEquals(-0.7271, elbo, DIGITS);
        assertEquals(0.1293, kl(q, posterior), DIGITS);
        assertEquals(Math.log(evidence), elbo + kl(q, posterior), 1e-12);
    }
}
