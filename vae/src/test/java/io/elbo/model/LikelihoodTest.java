package io.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LikelihoodTest {
    @Test
    void theBernoulliIsTheFormulaOfProbabilitiesInDoublePrecision() {
        Random random = new Random(1);
        float[][] x = new float[300][9];
        float[][] logits = new float[300][9];
        for (int row = 0; row < 300; row++) {
            for (int j = 0; j < 9; j++) {
                // whole numbers, and parts between: the cross entropy
                x[row][j] = row % 2 == 0 ? random.nextInt(2) : random.nextFloat();
                logits[row][j] = (float) (4 * random.nextGaussian());
            }
        }
        float[][] density = Values.of(in -> new Bernoulli().logDensity(in[0], in[1]), x, logits);
        float[][] mean = Values.of(in -> new Bernoulli().mean(in[1].plus(in[0].times(0))), x, logits);
        for (int row = 0; row < 300; row++) {
            double expected = 0;
            for (int j = 0; j < 9; j++) {
                double p = 1 / (1 + StrictMath.exp(-logits[row][j]));
                double not = 1 / (1 + StrictMath.exp(logits[row][j]));
                expected += x[row][j] * StrictMath.log(p) + (1 - x[row][j]) * StrictMath.log(not);
                assertEquals(p, mean[row][j], 3e-7);
            }
            assertEquals(expected, density[row][0], 1e-5 + 1e-6 * Math.abs(expected));
        }
    }

    @Test
    void theBernoulliSumsToOneOverAllBinaryVectors() {
        int n = 6;
        Random random = new Random(2);
        for (int trial = 0; trial < 20; trial++) {
            float[][] x = new float[1 << n][n];
            float[] one = new float[n];
            for (int j = 0; j < n; j++) {
                one[j] = (float) (3 * random.nextGaussian());
            }
            float[][] logits = new float[1 << n][];
            Arrays.fill(logits, one);
            for (int i = 0; i < x.length; i++) {
                for (int j = 0; j < n; j++) {
                    x[i][j] = i >> j & 1;
                }
            }
            double total = 0;
            for (float[] density : Values.of(in -> new Bernoulli().logDensity(in[0], in[1]), x, logits)) {
                total += Math.exp(density[0]);
            }
            assertEquals(1, total, 1e-5);
        }
    }

    @Test
    void extremeLogitsOverflowNothing() {
        float[][] x = {{1, 0}, {0, 1}};
        float[][] logits = {{1e30f, -1e30f}, {200, -200}};
        float[][] density = Values.of(in -> new Bernoulli().logDensity(in[0], in[1]), x, logits);
        assertEquals(0, density[0][0]);
        assertEquals(-400, density[1][0], 1e-4);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 0.01, 1, 7.5, 1e4})
    void theGaussianIsTheFormulaInDoublePrecisionAndIntegratesToOne(double variance) {
        Gaussian gaussian = new Gaussian(variance);
        int steps = 4000;
        double deviation = Math.sqrt(variance);
        float[][] x = new float[steps][1];
        float[][] mean = new float[steps][1];
        for (int i = 0; i < steps; i++) {
            x[i][0] = (float) (0.5 + deviation * (20.0 * i / steps - 10));
            mean[i][0] = 0.5f;
        }
        float[][] density = Values.of(in -> gaussian.logDensity(in[0], in[1]), x, mean);
        double integral = 0;
        for (int i = 0; i < steps; i++) {
            double error = (double) x[i][0] - 0.5;
            double expected = -0.5 * (StrictMath.log(2 * Math.PI * variance) + error * error / variance);
            assertEquals(expected, density[i][0], 1e-5 + 1e-6 * Math.abs(expected));
            integral += Math.exp(density[i][0]) * 20 * deviation / steps;
        }
        assertEquals(1, integral, 2e-5);
    }

    @Test
    void aGaussianOfManyFeaturesHasTheConstantOfEach() {
        float[][] x = {{1, 2, 3}};
        float[][] mean = {{1, 2.5f, 2}};
        double expected = -0.5 * (3 * Math.log(2 * Math.PI * 0.5) + (0 + 0.25 + 1) / 0.5);
        assertEquals(expected, Values.of(in -> new Gaussian(0.5).logDensity(in[0], in[1]), x, mean)[0][0], 1e-5);
    }

    @Test
    void valuesThatMayNotOccurAreNamed() {
        assertNull(new Bernoulli().refuses(0));
        assertNull(new Bernoulli().refuses(1));
        assertNotNull(new Bernoulli().refuses(-1e-7f));
        assertNotNull(new Bernoulli().refuses(1.0001f));
        assertNotNull(new Bernoulli().refuses(Float.NaN));
        assertNull(new Gaussian(1).refuses(-1e30f));
        assertNotNull(new Gaussian(1).refuses(Float.NEGATIVE_INFINITY));
        assertNotNull(new Gaussian(1).refuses(Float.NaN));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, -0.0})
    void aVarianceMustBePositive(double variance) {
        assertThrows(IllegalArgumentException.class, () -> new Gaussian(variance));
    }

    /** As floats, 1 / variance or the error would be infinite or zero. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-46, 1e300})
    void aVarianceThatNoFloatHoldsIsRefused(double variance) {
        assertThrows(IllegalArgumentException.class, () -> new Gaussian(variance));
    }
}
