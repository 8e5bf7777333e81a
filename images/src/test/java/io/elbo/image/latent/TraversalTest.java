package io.elbo.image.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Tiny;
import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.FloatRows;
import io.elbo.evaluation.Encoding;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.layer.Activation;
import io.elbo.math.NormalQuantile;
import io.elbo.model.Gaussian;
import io.elbo.model.MixturePrior;
import io.elbo.model.PointPosterior;
import io.elbo.model.StandardNormal;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.test.Failures;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraversalTest {
    private static final FloatRows ROWS = Tiny.rows(50, 35, 1);
    private static final Vae VAE = Tiny.model(Tiny.convolutional(), 1);
    private static final Encoding Q = VAE.encode(ROWS);

    @Test
    void oneLatentGoesThroughTheNormalQuantilesAndTheOthersStay() {
        float[] around = {5, 6, 7};
        Traversal traversal = Traversal.of(VAE, Q, around, Traversal.Range.PRIOR, 5);
        assertEquals(3, traversal.lines().size());
        // Phi^-1 of 0.1, 0.3, 0.5, 0.7, 0.9
        float[] expected = {-1.2815516f, -0.5244005f, 0, 0.5244005f, 1.2815516f};
        for (Traversal.Line line : traversal.lines()) {
            assertArrayEquals(expected, line.values(), 1e-6f);
            assertEquals(5, line.latents().length);
            for (float[] z : line.latents()) {
                for (int j = 0; j < 3; j++) {
                    assertTrue(j == line.activity().latent() || z[j] == around[j]);
                }
            }
        }
        assertEquals(15, traversal.latents().length);
        assertEquals(35, VAE.decode(traversal.latents())[14].length);
        assertArrayEquals(traversal.lines().get(1).latents()[2], traversal.latents()[7]);
        assertArrayEquals(new float[] {5, 6, 7}, around);
    }

    /** The KL divergence of each latent equals that of an evaluation, which sums over the network's own output. */
    @Test
    void latentsAreInTheOrderOfTheirKl() {
        VaeSpec spec = VaeSpec.dense(List.of(35), List.of(16), 4, new Gaussian(0.01), Activation.Function.TANH);
        Vae vae = Trainer.fit(spec, ROWS, Training.defaults().withEpochs(40).withBatch(10));
        List<Double> expected = vae.evaluate(ROWS, EvaluationOptions.defaults()).klPerLatent();
        List<LatentActivity> ranked = LatentActivity.ranked(vae.encode(ROWS), spec.prior());
        double before = Double.POSITIVE_INFINITY;
        for (LatentActivity activity : ranked) {
            assertEquals(expected.get(activity.latent()), activity.kl(), 1e-5);
            assertTrue(activity.kl() <= before);
            before = activity.kl();
        }
        int active = vae.evaluate(ROWS, EvaluationOptions.defaults()).activeUnits();
        assertEquals(active, ranked.stream().filter(LatentActivity::active).count());
        assertEquals(
                active,
                Traversal.of(vae, vae.encode(ROWS), new float[4], Traversal.Range.PRIOR, 3)
                        .active()
                        .lines()
                        .size());
    }

    /** KL(N(m, v) || N(0, 1)) = (m^2 + v - 1 - ln v) / 2, by hand. */
    @Test
    void activityIsOfMeansAndVariances() {
        Encoding q = new Encoding(new float[][] {{0, 1}, {0, -1}}, new float[][] {
            {0, (float) Math.log(0.25)}, {0, (float) Math.log(0.25)}
        });
        List<LatentActivity> ranked = LatentActivity.ranked(q, new StandardNormal());
        assertEquals(1, ranked.get(0).latent());
        assertEquals((1 + 0.25 - 1 - Math.log(0.25)) / 2, ranked.get(0).kl(), 1e-7);
        assertEquals(1, ranked.get(0).variance());
        assertTrue(ranked.get(0).active());
        assertEquals(new LatentActivity(0, 0, 0, false), ranked.get(1));
        // against N(0, 1.25), the aggregate posterior's moments
        assertEquals(
                (Math.log(1.25) - Math.log(0.25)) / 2,
                LatentActivity.ranked(q, new MixturePrior(3)).get(0).kl(),
                1e-7);
    }

    /** For half N(-10, 1) and half N(30, 4) the quartiles are the medians of the halves. */
    @Test
    void theAggregatePosteriorIsTheMixtureOfAllRows() {
        Encoding q = new Encoding(new float[][] {{-10}, {30}}, new float[][] {{0}, {(float) Math.log(4)}});
        double[] quarters = Quantiles.ofAggregate(q, 2)[0];
        assertArrayEquals(new double[] {-10, 30}, quarters, 1e-3);
        // the quantile 1/8 is the quantile 1/4 of the first half: Phi^-1(1/4) = -0.67449
        double[] eighths = Quantiles.ofAggregate(q, 4)[0];
        assertArrayEquals(new double[] {-10.67449, -9.32551, 30 - 2 * 0.67449, 30 + 2 * 0.67449}, eighths, 1e-3);
    }

    @Test
    void whatIsLikeThePriorHasItsQuantiles() {
        Encoding q = new Encoding(new float[7][3], new float[7][3]);
        double[][] prior = Quantiles.ofPrior(VAE, 9);
        double[][] aggregate = Quantiles.ofAggregate(q, 9);
        for (int j = 0; j < 3; j++) {
            assertArrayEquals(prior[j], aggregate[j], 1e-4);
        }
    }

    @Test
    void thePriorsMeanIsTheOriginAndTheAggregatesThatOfTheRows() {
        assertArrayEquals(new float[3], Traversal.centre(VAE, Q, Traversal.Range.PRIOR));
        float[] centre = Traversal.centre(VAE, Q, Traversal.Range.AGGREGATE_POSTERIOR);
        double sum = 0;
        for (float[] z : Q.mean()) {
            sum += z[1];
        }
        assertEquals(sum / 50, centre[1], 1e-6);
    }

    /** The mixture's distribution function at each quantile of a learned mixture is the quantile's probability. */
    @Test
    void aMixtureHasTheQuantilesOfItsDraws() {
        Vae vae = Tiny.model(Tiny.dense().withPrior(new MixturePrior(3)), 4);
        float[] means = vae.weight("prior.mean");
        double[][] quantiles = Quantiles.ofPrior(vae, 4);
        for (int j = 0; j < 2; j++) {
            for (int i = 0; i < 4; i++) {
                double below = 0;
                for (int k = 0; k < 3; k++) {
                    // the initial mixture has equal weights and unit variances
                    below += NormalQuantile.probability(quantiles[j][i] - means[2 * k + j]) / 3;
                }
                assertEquals((i + 0.5) / 4, below, 0.02);
            }
            double mean = (means[j] + means[2 + j] + means[4 + j]) / 3;
            assertEquals(mean, Traversal.centre(vae, Q, Traversal.Range.PRIOR)[j], 0.05);
        }
    }

    @Test
    void aPlainAutoencoderHasOnlyTheRangeOfItsCodes() {
        Vae vae = Tiny.model(Tiny.dense().withPosterior(new PointPosterior()), 1);
        Encoding q = vae.encode(Tiny.rows(20, 7, 1));
        Failures.refused(
                () -> Traversal.of(vae, q, new float[2], Traversal.Range.PRIOR, 3), "a plain autoencoder", "aggregate");
        Failures.refused(() -> Traversal.centre(vae, q, Traversal.Range.PRIOR), "a plain autoencoder");
        Traversal codes = Traversal.of(vae, q, new float[2], Traversal.Range.AGGREGATE_POSTERIOR, 20);
        for (Traversal.Line line : codes.lines()) {
            float[] all = new float[20];
            for (int i = 0; i < 20; i++) {
                all[i] = q.mean(i, line.activity().latent());
            }
            Arrays.sort(all);
            assertArrayEquals(all, line.values());
            assertTrue(Double.isNaN(line.activity().kl()));
        }
        assertTrue(codes.lines().get(0).activity().variance()
                >= codes.lines().get(1).activity().variance());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Failures.rejected(() -> Traversal.of(VAE, Q, new float[3], Traversal.Range.PRIOR, 1), "steps 1");
        Failures.refused(
                () -> Traversal.of(VAE, Q, new float[2], Traversal.Range.PRIOR, 3), "2 and 3 numbers", "has 3 latents");
    }
}
