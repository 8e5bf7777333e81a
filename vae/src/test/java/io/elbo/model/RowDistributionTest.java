package io.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.KindsTest;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Initialization;
import io.elbo.layer.Network;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares likelihoods in double precision with their programs, and quantiles with their densities. */
class RowDistributionTest {
    private static final int FEATURES = 4;

    /** A likelihood of four features and valid values. */
    static List<Arguments> likelihoods() {
        return List.of(
                Arguments.of(new Bernoulli(), "flags"),
                Arguments.of(new ContinuousBernoulli(), "parts"),
                Arguments.of(new Gaussian(0.7), "numbers"),
                Arguments.of(new LearnedGaussian(LearnedScale.DECODER), "numbers"),
                Arguments.of(new LearnedGaussian(LearnedScale.SHARED), "numbers"),
                Arguments.of(new LearnedGaussian(LearnedScale.FEATURE), "numbers"),
                Arguments.of(new Laplace(LearnedScale.DECODER), "numbers"),
                Arguments.of(new StudentT(3.5, LearnedScale.DECODER), "numbers"),
                Arguments.of(new LogNormal(LearnedScale.DECODER), "positive"),
                Arguments.of(new Poisson(), "counts"),
                Arguments.of(new NegativeBinomial(LearnedScale.DECODER), "counts"),
                Arguments.of(new Categorical(2), "one-hot"),
                Arguments.of(new LogisticMixture(3), "intervals"),
                Arguments.of(
                        new ProductLikelihood(List.of(
                                new ProductLikelihood.Part(1, new Gaussian(2)),
                                new ProductLikelihood.Part(2, new LearnedGaussian(LearnedScale.DECODER)),
                                new ProductLikelihood.Part(1, new Laplace(LearnedScale.SHARED)))),
                        "numbers"));
    }

    @Test
    void everyLikelihoodIsAmongThem() {
        Set<Class<?>> known = new HashSet<>();
        likelihoods().forEach(one -> known.add(one.get()[0].getClass()));
        assertEquals(KindsTest.kinds(Likelihood.class), known);
    }

    /** The likelihoods with a density of single values. */
    static List<Arguments> singleValues() {
        return likelihoods().stream()
                .filter(a -> !(a.get()[1].equals("one-hot")
                        || a.get()[1].equals("intervals")
                        || a.get()[0] instanceof ProductLikelihood))
                .toList();
    }

    private static float[] value(String kind, Random random) {
        float[] x = new float[FEATURES];
        for (int i = 0; i < FEATURES; i++) {
            x[i] = switch (kind) {
                case "flags" -> random.nextInt(2);
                case "parts" -> random.nextFloat();
                case "positive" -> (float) Math.exp(random.nextGaussian());
                case "counts" -> random.nextInt(9);
                case "one-hot" -> i % 2 == 0 ? random.nextInt(2) : 1 - x[i - 1];
                case "intervals" -> i < 2 ? (float) random.nextGaussian() : x[i - 2] + 0.1f + random.nextFloat();
                default -> (float) (2 * random.nextGaussian());
            };
        }
        return x;
    }

    /** The additional learned parameters are 0 in these programs. */
    private static RowDistribution at(Likelihood likelihood, float[] output) {
        return likelihood.at(output, Shape.of(FEATURES), name -> new float[FEATURES]);
    }

    private static Likelihood.Distribution program(Likelihood likelihood, Node[] in) {
        return likelihood.of(
                in[1], in[0].shape(), new Network(in[0].graph(), "likelihood", Initialization.PYTORCH, false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("likelihoods")
    void densityAndMeanAreThoseOfTheProgram(Likelihood likelihood, String kind) {
        Random random = new Random(3);
        int rows = 40;
        float[][] x = new float[rows][];
        float[][] outputs =
                new float[rows][likelihood.outputs(Shape.of(FEATURES)).size()];
        for (int row = 0; row < rows; row++) {
            x[row] = value(kind, random);
            for (int j = 0; j < outputs[row].length; j++) {
                outputs[row][j] = (float) random.nextGaussian();
            }
        }
        float[][] density = Values.of(in -> program(likelihood, in).logDensity(in[0]), x, outputs);
        float[][] mean = Values.of(in -> program(likelihood, in).mean().plus(in[0].times(0)), x, outputs);
        for (int row = 0; row < rows; row++) {
            RowDistribution p = at(likelihood, outputs[row]);
            assertEquals(density[row][0], p.logDensity(x[row]), 2e-5 * (1 + Math.abs(density[row][0])));
            for (int i = 0; i < FEATURES; i++) {
                assertEquals(mean[row][i], p.mean(i), 2e-5 * (1 + Math.abs(mean[row][i])));
            }
        }
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @MethodSource("likelihoods")
    void meansOfDrawsAreTheMean(Likelihood likelihood, String kind) {
        Random random = new Random(5);
        float[] output = new float[likelihood.outputs(Shape.of(FEATURES)).size()];
        for (int j = 0; j < output.length; j++) {
            output[j] = (float) (0.5 * random.nextGaussian());
        }
        RowDistribution p = at(likelihood, output);
        int draws = 10_000;
        double[] sum = new double[FEATURES];
        double[] squares = new double[FEATURES];
        float[] x = new float[FEATURES + 2];
        for (int d = 0; d < draws; d++) {
            p.sample(i -> random.nextDouble(1e-9, 1), x, 1);
            for (int i = 0; i < FEATURES; i++) {
                sum[i] += x[1 + i];
                squares[i] += (double) x[1 + i] * x[1 + i];
                assertTrue(likelihood.refuses(i, x[1 + i]) == null, kind + " " + x[1 + i]);
            }
        }
        assertEquals(0, x[0] + x[FEATURES + 1], "written beside the row");
        for (int i = 0; i < FEATURES; i++) {
            double mean = sum[i] / draws;
            double error = Math.sqrt((squares[i] / draws - mean * mean) / draws);
            assertEquals(p.mean(i), mean, 5 * error + 1e-9, "feature " + i);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("singleValues")
    void aQuantileHasItsProbabilityBelowIt(Likelihood likelihood, String kind) {
        Random random = new Random(6);
        for (int trial = 0; trial < 5; trial++) {
            float[] output = new float[likelihood.outputs(Shape.of(1)).size()];
            for (int j = 0; j < output.length; j++) {
                output[j] = (float) random.nextGaussian();
            }
            RowDistribution p = likelihood.at(output, Shape.of(1), name -> new float[1]);
            for (double q : new double[] {1e-4, 0.03, 0.4, 0.5, 0.77, 0.999}) {
                double quantile = p.quantile(0, q);
                if (likelihood.continuous()) {
                    assertEquals(q, integral(p, kind, quantile), 2e-4, q + " of " + output[0]);
                } else {
                    assertTrue(sum(p, quantile) >= q - 1e-9, q + " at " + quantile);
                    assertTrue(quantile == 0 || sum(p, quantile - 1) < q + 1e-9, q + " below " + quantile);
                }
            }
        }
    }

    /** Integrates up to a value with steps that grow with the distance from the median or, for positive numbers, with the number. */
    private static double integral(RowDistribution p, String kind, double to) {
        double median = p.quantile(0, 0.5);
        boolean positive = kind.equals("positive");
        double from = positive ? StrictMath.log(median) - 20 : arc((kind.equals("parts") ? 0 : median - 4000) - median);
        double end = positive ? StrictMath.log(to) : arc(to - median);
        int steps = 40_000;
        double width = (end - from) / steps;
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            double t = from + width * (i + 0.5);
            double x = positive ? Math.exp(t) : median + Math.sinh(t) / 10;
            double slope = positive ? x : Math.cosh(t) / 10;
            sum += Math.exp(p.logDensity(new float[] {(float) x})) * slope * width;
        }
        return sum;
    }

    private static double arc(double x) {
        double y = Math.abs(10 * x);
        return Math.signum(x) * Math.log(y + Math.sqrt(y * y + 1));
    }

    private static double sum(RowDistribution p, double to) {
        double sum = 0;
        for (int k = 0; k <= to; k++) {
            sum += Math.exp(p.logDensity(new float[] {k}));
        }
        return sum;
    }

    @Test
    void manyCountsHaveTheQuantilesOfTheirContinuousLimits() {
        // SciPy 1.17.1: poisson(4e6).ppf, nbinom(r, r/(r+m)).ppf with m = 4e6, r = 2.5
        double mean = 4e6;
        CountValue poisson = CountValue.poisson(mean);
        assertEquals(3996711, poisson.quantile(0.05), 2);
        assertEquals(4000000, poisson.quantile(0.5), 2);
        assertEquals(4006182, poisson.quantile(0.999), 3);
        CountValue binomial = new CountValue(mean, 2.5);
        assertEquals(916380, binomial.quantile(0.05), 200);
        assertEquals(3481168, binomial.quantile(0.5), 200);
        assertEquals(16412008, binomial.quantile(0.999), 200);
    }

    @Test
    void groupsHaveOneOneEach() {
        RowDistribution p = new Categorical(3).at(new float[] {0, 1, 2, 5, 5, -5}, Shape.of(6), name -> null);
        IntToDoubleFunction uniform = i -> i == 0 ? 0.2 : 0.7;
        float[] x = new float[6];
        p.sample(uniform, x, 0);
        // e^0, e^1, e^2 over their sum: 0.09, 0.245, 0.665
        assertEquals("[0.0, 1.0, 0.0, 0.0, 1.0, 0.0]", Arrays.toString(x));
    }
}
