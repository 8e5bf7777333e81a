package io.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Initialization;
import io.elbo.layer.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LikelihoodTest {
    @Test
    void theBernoulliIsTheFormulaOfProbabilitiesInDoublePrecision() {
        Random random = new Random(1);
        float[][] x = new float[300][9];
        float[][] logits = new float[300][9];
        for (int row = 0; row < 300; row++) {
            for (int j = 0; j < 9; j++) {
                // 0, 1 and values between them, for which this is the cross entropy
                x[row][j] = row % 2 == 0 ? random.nextInt(2) : random.nextFloat();
                logits[row][j] = (float) (4 * random.nextGaussian());
            }
        }
        float[][] density = Values.of(in -> density(new Bernoulli(), in), x, logits);
        float[][] mean = Values.of(in -> of(new Bernoulli(), in).mean().plus(in[0].times(0)), x, logits);
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
            for (float[] density : Values.of(in -> density(new Bernoulli(), in), x, logits)) {
                total += Math.exp(density[0]);
            }
            assertEquals(1, total, 1e-5);
        }
    }

    @Test
    void extremeLogitsOverflowNothing() {
        float[][] x = {{1, 0}, {0, 1}};
        float[][] logits = {{1e30f, -1e30f}, {200, -200}};
        float[][] density = Values.of(in -> density(new Bernoulli(), in), x, logits);
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
        float[][] density = Values.of(in -> density(gaussian, in), x, mean);
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
        assertEquals(expected, Values.of(in -> density(new Gaussian(0.5), in), x, mean)[0][0], 1e-5);
    }

    @Test
    void valuesThatMayNotOccurAreNamed() {
        assertNull(new Bernoulli().refuses(0, 0));
        assertNull(new Bernoulli().refuses(0, 1));
        assertNotNull(new Bernoulli().refuses(0, -1e-7f));
        assertNotNull(new Bernoulli().refuses(0, 1.0001f));
        assertNotNull(new Bernoulli().refuses(0, Float.NaN));
        assertNull(new Gaussian(1).refuses(0, -1e30f));
        assertNotNull(new Gaussian(1).refuses(0, Float.NEGATIVE_INFINITY));
        assertNotNull(new Gaussian(1).refuses(0, Float.NaN));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, -0.0})
    void aVarianceMustBePositive(double variance) {
        assertThrows(IllegalArgumentException.class, () -> new Gaussian(variance));
    }

    /** In floats, 1 / variance or the error would be infinite or zero. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-46, 1e300})
    void aVarianceThatNoFloatHoldsIsRefused(double variance) {
        assertThrows(IllegalArgumentException.class, () -> new Gaussian(variance));
    }

    private static Likelihood.Distribution of(Likelihood likelihood, Node[] in) {
        return likelihood.of(
                in[1], in[0].shape(), new Network(in[0].graph(), "likelihood", Initialization.PYTORCH, false));
    }

    private static Node density(Likelihood likelihood, Node[] in) {
        return of(likelihood, in).logDensity(in[0]);
    }

    /** A density and the interval over which it is integrated. */
    static List<Arguments> densities() {
        return List.of(
                Arguments.of(
                        new ContinuousBernoulli(), 0, 1, new float[][] {{-60}, {-3}, {-0.9f}, {0}, {0.3f}, {1}, {20}}),
                Arguments.of(
                        new LearnedGaussian(LearnedScale.DECODER), -40, 40, new float[][] {{1, 0}, {-2, 2}, {0, -3}}),
                Arguments.of(new LearnedGaussian(LearnedScale.SHARED), -40, 40, new float[][] {{1}, {-2}}),
                Arguments.of(new Laplace(LearnedScale.DECODER), -60, 60, new float[][] {{1, 0}, {-2, 2}, {0, -3}}),
                Arguments.of(
                        new StudentT(5, LearnedScale.DECODER), -400, 400, new float[][] {{1, 0}, {-2, 2}, {0, -2}}),
                Arguments.of(new LogNormal(LearnedScale.DECODER), 0, 300, new float[][] {{0.3f, -1}, {1, -0.5f}}));
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("densities")
    void everyDensityIntegratesToOneAndToItsMean(Likelihood likelihood, double from, double to, float[][] outputs) {
        int steps = 200_000;
        for (float[] output : outputs) {
            float[][] x = new float[steps][1];
            float[][] all = new float[steps][];
            for (int i = 0; i < steps; i++) {
                x[i][0] = (float) (from + (to - from) * (i + 0.5) / steps);
                all[i] = output;
            }
            float[][] density = Values.of(in -> density(likelihood, in), x, all);
            double mean = Values.of(in -> of(likelihood, in).mean().plus(in[0].times(0)), x, all)[0][0];
            double total = 0;
            double first = 0;
            for (int i = 0; i < steps; i++) {
                double mass = Math.exp(density[i][0]) * (to - from) / steps;
                total += mass;
                first += mass * x[i][0];
            }
            assertEquals(1, total, 2e-3, likelihood + " " + Arrays.toString(output));
            assertEquals(mean, first, 4e-3 * (1 + Math.abs(mean)), likelihood + " " + Arrays.toString(output));
        }
    }

    static List<Arguments> counts() {
        return List.of(
                Arguments.of(new Poisson(), new float[][] {{-3}, {0}, {3}}),
                Arguments.of(
                        new NegativeBinomial(LearnedScale.DECODER), new float[][] {{-1, 0.5f}, {1, 2}, {2, -0.5f}}),
                Arguments.of(new NegativeBinomial(LearnedScale.SHARED), new float[][] {{1}}));
    }

    @ParameterizedTest
    @MethodSource("counts")
    void everyProbabilityOfCountsSumsToOneAndToItsMean(Likelihood likelihood, float[][] outputs) {
        int most = 3000;
        for (float[] output : outputs) {
            float[][] x = new float[most][1];
            float[][] all = new float[most][];
            for (int i = 0; i < most; i++) {
                x[i][0] = i;
                all[i] = output;
            }
            float[][] density = Values.of(in -> density(likelihood, in), x, all);
            double mean = Values.of(in -> of(likelihood, in).mean().plus(in[0].times(0)), x, all)[0][0];
            double total = 0;
            double first = 0;
            for (int i = 0; i < most; i++) {
                total += Math.exp(density[i][0]);
                first += Math.exp(density[i][0]) * i;
            }
            assertEquals(1, total, 1e-4, likelihood + " " + Arrays.toString(output));
            assertEquals(mean, first, 2e-3 * mean, likelihood + " " + Arrays.toString(output));
        }
    }

    @Test
    void aStudentsTNearsTheGaussianWithItsDegreesOfFreedom() {
        float[][] x = {{-2}, {0.1f}, {3}};
        float[][] output = {{0.5f, 0.4f}, {0.5f, 0.4f}, {0.5f, 0.4f}};
        float[][] t = Values.of(in -> density(new StudentT(1000, LearnedScale.DECODER), in), x, output);
        float[][] gaussian = Values.of(in -> density(new LearnedGaussian(LearnedScale.DECODER), in), x, output);
        for (int i = 0; i < x.length; i++) {
            assertEquals(gaussian[i][0], t[i][0], 0.02);
        }
        // the tail follows the formula: ln t_3(4) with location 0 and scale 1
        float[][] heavy = Values.of(
                in -> density(new StudentT(3, LearnedScale.DECODER), in), new float[][] {{4}}, new float[][] {{0, 0}});
        assertEquals(Math.log(6 * Math.sqrt(3) / (Math.PI * Math.pow(3 + 16, 2))), heavy[0][0], 1e-5);
    }

    @Test
    void aCategoricalIsTheLogSoftmaxOfEachGroup() {
        float[][] x = {{0, 1, 0, 1, 0, 0}};
        float[][] logits = {{1, 2, 3, -1, 0, 50}};
        double first = 2 - Math.log(Math.exp(1) + Math.exp(2) + Math.exp(3));
        double second = -1 - 50;
        assertEquals(first + second, Values.of(in -> density(new Categorical(3), in), x, logits)[0][0], 1e-4);
        float[][] mean = Values.of(in -> of(new Categorical(3), in).mean(), x, logits);
        assertEquals(Math.exp(2) / (Math.exp(1) + Math.exp(2) + Math.exp(3)), mean[0][1], 1e-6);
        assertEquals(1, mean[0][5], 1e-6);
    }

    @Test
    void aProductIsTheSumOfItsPartsLogDensities() {
        ProductLikelihood product = new ProductLikelihood(List.of(
                new ProductLikelihood.Part(2, new LearnedGaussian(LearnedScale.DECODER)),
                new ProductLikelihood.Part(3, new Categorical(3)),
                new ProductLikelihood.Part(1, new Poisson())));
        float[][] x = {{0.5f, -1, 0, 0, 1, 4}};
        float[][] output = {{1, 2, 0.3f, -0.4f, 1, 2, 3, 0.7f}};
        double expected = Values.of(
                in -> density(new LearnedGaussian(LearnedScale.DECODER), in),
                new float[][] {{0.5f, -1}},
                new float[][] {{1, 2, 0.3f, -0.4f}})[0][0];
        expected += Values.of(
                in -> density(new Categorical(3), in), new float[][] {{0, 0, 1}}, new float[][] {{1, 2, 3}})[0][0];
        expected += Values.of(in -> density(new Poisson(), in), new float[][] {{4}}, new float[][] {{0.7f}})[0][0];
        assertEquals(expected, Values.of(in -> density(product, in), x, output)[0][0], 1e-5);
        assertEquals(6, Values.of(in -> of(product, in).mean(), x, output)[0].length);
        assertNull(product.refuses(5, 3));
        assertNotNull(product.refuses(5, 3.5f));
        assertNotNull(product.refuses(4, 2));
        assertThrows(IllegalArgumentException.class, () -> product.outputs(Shape.of(5)));
    }
}
