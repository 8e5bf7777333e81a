package io.elbo.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elbo.test.Failures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares with values of scipy.stats.norm, SciPy 1.17.1. */
class NormalQuantileTest {
    @ParameterizedTest
    @CsvSource({
        "1e-11, -6.706023155495137",
        "1e-06, -4.753424308822899",
        "0.001, -3.090232306167813",
        "0.05, -1.6448536269514729",
        "0.3, -0.5244005127080409",
        "0.5, 0.0",
        "0.6, 0.2533471031357997",
        "0.95, 1.6448536269514722",
        "0.9999, 3.719016485455709",
        "0.999999999, 5.997807019601637"
    })
    void quantiles(double p, double x) {
        double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        assertEquals(x, NormalQuantile.of(p), 1e-12 + 3e-16 / density);
    }

    @ParameterizedTest
    @CsvSource({
        "-7.5, 3.1908916729108844e-14",
        "-4, 3.167124183311986e-05",
        "-1.96, 0.024997895148220435",
        "-0.3, 0.3820885778110474",
        "0, 0.5",
        "0.7, 0.758036347776927",
        "2.5, 0.9937903346742238",
        "5, 0.9999997133484281"
    })
    void probabilities(double x, double p) {
        assertEquals(p, NormalQuantile.probability(x), 1e-15);
    }

    @Test
    void beyondItsReachThereIsNothing() {
        assertEquals(0, NormalQuantile.probability(-9));
        assertEquals(1, NormalQuantile.probability(9));
        for (double p : new double[] {0, 1, -0.1, Double.NaN}) {
            Failures.rejected(() -> NormalQuantile.of(p), "probability", "between 0 and 1");
        }
    }
}
