package io.elbo.image.generation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Tiny;
import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.evaluation.LogLikelihood;
import io.elbo.layer.Dense;
import io.elbo.layer.Flatten;
import io.elbo.math.CounterRandom;
import io.elbo.model.Gaussian;
import io.elbo.model.PointPosterior;
import io.elbo.spec.Provenance;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.statistics.baseline.GaussianMixture;
import io.elbo.statistics.measure.FrechetDistance;
import io.elbo.training.TrainingListener;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class LatentSamplerTest {
    @TempDir
    Path folder;

    private static final Provenance PROVENANCE =
            new Provenance(Provenance.VERSION, "rows", "00", 1, 0, Training.defaults(), null);

    /** The identity z = x as an autoencoder, whose aggregate posterior is the distribution of the data. */
    private static Vae identity() {
        VaeSpec spec = new VaeSpec(List.of(2), List.of(new Flatten()), 2, List.of(new Dense(2)), new Gaussian(0.5))
                .withPosterior(new PointPosterior());
        float[] one = {1, 0, 0, 1};
        return Vae.of(
                spec,
                Map.of(
                        "mean.weight",
                        one,
                        "mean.bias",
                        new float[2],
                        "decoder.0.weight",
                        one,
                        "decoder.0.bias",
                        new float[2]),
                PROVENANCE);
    }

    /** q(z|x) = N(a x, v), p(x|z) = N(b z, c) in one dimension, where everything has a closed form. */
    private static Vae linear(double a, double v, double b, double c) {
        VaeSpec spec = new VaeSpec(List.of(1), List.of(new Flatten()), 1, List.of(new Dense(1)), new Gaussian(c));
        float raw = (float) (15 * Math.log((1 + Math.log(v) / 15) / (1 - Math.log(v) / 15)) / 2);
        return Vae.of(
                spec,
                Map.of(
                        "mean.weight", new float[] {(float) a},
                        "mean.bias", new float[1],
                        "log_variance.weight", new float[1],
                        "log_variance.bias", new float[] {raw},
                        "decoder.0.weight", new float[] {(float) b},
                        "decoder.0.bias", new float[1]),
                PROVENANCE);
    }

    /** Two clusters at (-3, 0) and (3, 1) with standard deviation 0.3; the second has a quarter of the rows. */
    private static float[][] clusters(int n, long seed) {
        float[][] rows = new float[n][2];
        CounterRandom random = CounterRandom.of(seed, "clusters");
        for (int i = 0; i < n; i++) {
            random.normal(0, i, rows[i], 0, 2);
            boolean second = i % 4 == 0;
            rows[i][0] = (second ? 3 : -3) + 0.3f * rows[i][0];
            rows[i][1] = (second ? 1 : 0) + 0.3f * rows[i][1];
        }
        return rows;
    }

    @Test
    void aMixtureDrawsFromTheKnownAggregatePosterior() {
        Vae vae = identity();
        float[][] rows = clusters(4000, 1);
        assertTrue(Arrays.deepEquals(rows, AggregatePosterior.draws(vae, FloatRows.of(rows), 1)));
        float[][] z = MixtureSampler.fit(vae, FloatRows.of(rows), 2, 1).draw(20_000, 7);
        int second = 0;
        double[] sums = new double[3];
        for (float[] row : z) {
            if (row[0] > 0) {
                second++;
                sums[0] += row[0];
                sums[1] += row[1];
                sums[2] += (row[0] - 3) * (row[0] - 3);
            }
        }
        // four standard errors of 20,000 draws, and of the fit to 1,000 rows of the cluster
        assertEquals(0.25, second / 20_000.0, 0.013);
        assertEquals(3, sums[0] / second, 0.05);
        assertEquals(1, sums[1] / second, 0.05);
        assertEquals(0.09, sums[2] / second, 0.02);
    }

    @Test
    void theAggregatePosteriorHasTheVarianceOfMeansAndOfNoise() {
        // z = 0.5 x + noise of variance 0.2, x of variance 1
        Vae vae = linear(0.5, 0.2, 1, 1);
        float[][] x = new float[20_000][1];
        for (int i = 0; i < x.length; i++) {
            CounterRandom.of(3, "x").normal(0, i, x[i], 0, 1);
        }
        double squares = 0;
        for (float[] z : AggregatePosterior.draws(vae, FloatRows.of(x), 1)) {
            squares += z[0] * z[0];
        }
        // the standard error is v sqrt(2 / n)
        assertEquals(0.45, squares / x.length, 4 * 0.45 * Math.sqrt(2.0 / x.length));
    }

    @Test
    void theLikelihoodUnderAMixtureIsThatOfItsMarginal() {
        double b = 0.8;
        double c = 0.5;
        // with p(z) = N(m, s^2), p(x) is N(b m, b^2 s^2 + c)
        double m = 1.5;
        double s = 0.6;
        Vae vae = linear(0.7, 0.4, b, c);
        GaussianMixture one =
                GaussianMixture.of(new double[] {1}, new double[][] {{(float) m}}, new double[][][] {{{(float) s}}});
        MixtureSampler sampler = MixtureSampler.of(one, vae.digest());
        FloatRows rows = FloatRows.of(new float[][] {{-0.5f}, {0.3f}, {2}});
        LogLikelihood estimate = sampler.logLikelihood(vae, rows, new EvaluationOptions(20_000, null, 1))
                .orElseThrow();
        double expected = 0;
        for (double x : new double[] {-0.5, 0.3f, 2}) {
            double variance = b * b * s * s + c;
            expected -= (Math.log(2 * Math.PI * variance) + (x - b * m) * (x - b * m) / variance) / 2 / 3;
        }
        assertTrue(estimate.standardError() < 0.01, estimate.toString());
        assertEquals(expected, estimate.mean(), 4 * estimate.standardError());
        // the prior's own density, as in the evaluation
        assertEquals(
                vae.evaluate(rows, new EvaluationOptions(50, null, 1)).logLikelihood(),
                new PriorSampler(vae)
                        .logLikelihood(vae, rows, new EvaluationOptions(50, null, 1))
                        .orElseThrow()
                        .mean());
    }

    @Test
    void aSecondStageComesNearerToTheCodesThanTheirPrior() {
        Vae vae = identity();
        float[][] rows = clusters(4000, 1);
        TwoStageSampler sampler = TwoStageSampler.fit(
                vae,
                FloatRows.of(rows),
                32,
                TwoStageSampler.training(40, 1).withLearningRate(3e-3),
                TrainingListener.NONE,
                1);
        float[][] second = vae.decode(sampler.draw(2000, 5));
        float[][] prior = vae.decode(new PriorSampler(vae).draw(2000, 5));
        float[][] other = clusters(2000, 2);
        // moments
        assertTrue(FrechetDistance.between(second, other) < 0.1 * FrechetDistance.between(prior, other));
        // not only the moments: a Gaussian with these moments has a third of its draws between the clusters
        long between = Arrays.stream(second).filter(z -> Math.abs(z[0]) < 1.5).count();
        assertTrue(between < 0.15 * 2000, between + " of 2000 between the clusters");
    }

    @Test
    void whatIsLoadedDrawsTheSame() {
        Vae vae = identity();
        FloatRows rows = FloatRows.of(clusters(200, 1));
        Path file = folder.resolve("sampler.safetensors");
        MixtureSampler mixture = MixtureSampler.fit(vae, rows, 2, 1);
        mixture.save(file);
        same(mixture, LatentSampler.load(file, vae));
        TwoStageSampler two =
                TwoStageSampler.fit(vae, rows, 4, TwoStageSampler.training(1, 1), TrainingListener.NONE, 1);
        two.save(file);
        same(two, LatentSampler.load(file, vae));
    }

    private static void same(LatentSampler one, LatentSampler other) {
        float[][] z = one.draw(9, 4);
        assertTrue(Arrays.deepEquals(z, other.draw(9, 4)));
        // the first draws do not depend on how many there are
        assertArrayEquals(z[0], other.draw(1, 4)[0]);
        assertEquals(one.name(), other.name());
    }

    @Test
    void aSamplerOfAnotherModelIsRefused() {
        Path file = folder.resolve("sampler.safetensors");
        MixtureSampler.fit(identity(), FloatRows.of(clusters(50, 1)), 1, 1).save(file);
        DataException e =
                assertThrows(DataException.class, () -> LatentSampler.load(file, Tiny.model(Tiny.dense(), 1)));
        assertTrue(e.getMessage().endsWith("was fitted to another model; fit one to this model"), e.getMessage());
    }

    @Test
    void aModelOfGivenWeightsIsTheSameAsTheirs() {
        Vae vae = Tiny.model(Tiny.dense(), 8);
        java.util.HashMap<String, float[]> weights = new java.util.HashMap<>();
        vae.weightNames().forEach(name -> weights.put(name, vae.weight(name)));
        assertEquals(vae.digest(), Vae.of(vae.spec(), weights, PROVENANCE).digest());
        weights.remove("mean.bias");
        DataException e = assertThrows(DataException.class, () -> Vae.of(vae.spec(), weights, PROVENANCE));
        assertEquals("weight mean.bias is missing; the spec needs 2", e.getMessage());
        weights.put("mean.bias", new float[2]);
        weights.put("more", new float[2]);
        assertThrows(DataException.class, () -> Vae.of(vae.spec(), weights, PROVENANCE));
    }
}
