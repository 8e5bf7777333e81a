package io.elbo.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares with values of SciPy 1.17.1. */
class SpecialFunctionsTest {
    @ParameterizedTest
    @CsvSource({
        "0.5, 0.2, 0.5270892568655381",
        "1.0, 1.0, 0.36787944117144245",
        "3.0, 10.0, 0.0027693957155115775",
        "10.0, 3.0, 0.9988975118698845",
        "150.0, 140.0, 0.790456376081393",
        "10000.0, 10100.0, 0.15865124955282037",
        "2.5, 30.0, 1.2154569777183007e-11",
        "400000.0, 400100.0, 0.43698108446056305"
    })
    void theUpperGammaFunction(double a, double x, double expected) {
        assertEquals(1, SpecialFunctions.upperGamma(a, x) / expected, 1e-9);
    }

    @ParameterizedTest
    @CsvSource({
        "0.3, 0.5, 0.5, 0.36901011956554536",
        "0.9, 2.0, 3.0, 0.9963",
        "0.01, 5.0, 0.7, 4.6678782233577066e-11",
        "0.5, 100.0, 110.0, 0.7553958894253661",
        "0.999, 30.0, 0.2, 0.46389281018654993",
        "0.2, 10000.0, 41000.0, 0.9868502812456416"
    })
    void theIncompleteBetaFunction(double x, double a, double b, double expected) {
        assertEquals(1, SpecialFunctions.beta(x, a, b) / expected, 1e-9);
    }

    @ParameterizedTest
    @CsvSource({
        "1e-08, 18.42068073818021",
        "0.1, 2.252712651734206",
        "0.5, 0.5723649429247",
        "1.0, 0.0",
        "2.5, 0.2846828704729192",
        "9.99, 12.779315214350195",
        "10.0, 12.801827480081469",
        "171.5, 709.1431630309283",
        "1000000.0, 12815504.569147611"
    })
    void theLogarithmOfTheGammaFunction(double x, double expected) {
        assertEquals(expected, SpecialFunctions.logGamma(x), 1e-12 * (1 + Math.abs(expected)));
    }

    @Test
    void endsAreExact() {
        assertEquals(1, SpecialFunctions.upperGamma(3, 0));
        assertEquals(0, SpecialFunctions.beta(0, 2, 3));
        assertEquals(1, SpecialFunctions.beta(1, 2, 3));
    }

    @Test
    void sumsOfNumbersThatNoDoubleHolds() {
        assertEquals(-1000 + Math.log(2), LogSums.logSum(new double[] {-1000, -1000}), 1e-12);
        assertEquals(1000, LogSums.logMean(new double[] {1000, 1000, 1000}), 1e-12);
        assertEquals(Double.NEGATIVE_INFINITY, LogSums.logSum(new double[] {Double.NEGATIVE_INFINITY}));
        assertArrayEquals(new double[] {0.25, 0.75}, LogSums.normalized(new double[] {900, 900 + Math.log(3)}), 1e-12);
        assertArrayEquals(new double[] {0.5, 0.5}, LogSums.normalized(new float[] {7, -3, -3}, 1, 2), 1e-15);
    }
}
