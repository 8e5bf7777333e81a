package io.elbo.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FastNormalQuantileTest {
    @ParameterizedTest
    @CsvSource({
        "1.1102230246251565e-16, -8.209536151601387",
        "1e-12, -7.034483825301131",
        "1e-6, -4.753424308822899",
        "0.001, -3.090232306167813",
        "0.05, -1.6448536269514729",
        "0.075, -1.4395314709384563",
        "0.3, -0.5244005127080409",
        "0.6, 0.2533471031357997",
        "0.95, 1.6448536269514722",
        "0.9999, 3.719016485455709"
    })
    void itIsTheFunctionOfSciPyToTheAccuracyOfAFloat(double p, double x) {
        // scipy.special.ndtri, SciPy 1.17.1
        assertEquals(1, FastNormalQuantile.of(p) / x, 1.3e-7);
    }

    @Test
    void itUndoesTheDistributionFunctionEverywhere() {
        for (int i = 1; i < 10_000; i++) {
            double p = i / 10_000.0;
            assertEquals(p, distribution(FastNormalQuantile.of(p)), 6e-8);
        }
    }

    @Test
    void itIsOddAroundOneHalf() {
        for (int i = 1; i < 512; i++) {
            double p = i / 1024.0;
            assertEquals(-FastNormalQuantile.of(p), FastNormalQuantile.of(1 - p));
        }
        assertEquals(0, FastNormalQuantile.of(0.5));
    }

    /** {@code 1/2 + phi(x) (x + x^3/3 + x^5/(3 5) + ...)} (Marsaglia 2004, "Evaluating the normal distribution"). */
    static double distribution(double x) {
        double sum = x;
        double term = x;
        for (int i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
