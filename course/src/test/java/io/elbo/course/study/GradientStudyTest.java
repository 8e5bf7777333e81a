package io.elbo.course.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Tiny;
import io.elbo.layer.Activation;
import io.elbo.model.AnalyticElbo;
import io.elbo.model.Bernoulli;
import io.elbo.model.Objective;
import io.elbo.model.ScoreFunction;
import io.elbo.rows.Examples;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class GradientStudyTest {
    private static final ScalarModel MODEL = new ScalarModel(0.5, 0.25, 0.125, -1, 1.25, -0.5, 0.5);
    private static final double X = 1.75;

    /** Simulates in double precision the mean of a gradient and its variance summed over the encoder's weights. */
    private record Simulated(double[] mean, double variance) {
        interface Gradient {
            double[] at(double noise);
        }

        static Simulated of(Gradient gradient) {
            Random random = new Random(4);
            RunningMoments[] moments = {
                new RunningMoments(), new RunningMoments(), new RunningMoments(), new RunningMoments()
            };
            for (int i = 0; i < 200_000; i++) {
                double[] g = gradient.at(random.nextGaussian());
                for (int j = 0; j < 4; j++) {
                    moments[j].add(g[j]);
                }
            }
            double variance = 0;
            double[] mean = new double[4];
            for (int j = 0; j < 4; j++) {
                variance += moments[j].variance();
                mean[j] = moments[j].mean();
            }
            return new Simulated(mean, variance);
        }
    }

    /** {@code -(ln p(x|z) + ln p(z) - ln q(z|x)) d ln q(z|x)/d(a, b, k, l)}, by hand. */
    private static double[] score(double t) {
        double v = MODEL.logVariance(X);
        double s = Math.exp(v / 2);
        double z = MODEL.mean(X) + s * t;
        double error = X - MODEL.c() * z - MODEL.d();
        double f = -0.5 * (Math.log(2 * Math.PI * MODEL.variance()) + error * error / MODEL.variance())
                - 0.5 * z * z
                + 0.5 * (v + t * t);
        double byMean = t / s;
        double byH = 0.5 * (t * t - 1) * (1 - v * v / 225);
        return new double[] {-f * byMean * X, -f * byMean, -f * byH * X, -f * byH};
    }

    private static double[] trick(double t) {
        ScalarModel g = MODEL.gradient(X, t);
        return new double[] {g.a(), g.b(), g.k(), g.l()};
    }

    private static EncoderGradients.Spread measured(Objective objective, int draws) {
        Examples row = Examples.of(Scalars.rows(X));
        try (EncoderGradients gradients = new EncoderGradients(ScalarModel.spec(0.5), objective, row)) {
            return gradients.spread(Scalars.vae(MODEL), draws, 9, 1);
        }
    }

    @Test
    void theVariancesAreThoseOfGradientsDerivedByHand() {
        Simulated trick = Simulated.of(GradientStudyTest::trick);
        Simulated score = Simulated.of(GradientStudyTest::score);
        assertEquals(1, measured(new AnalyticElbo(1), 20_000).variance() / trick.variance, 0.05);
        assertEquals(1, measured(new ScoreFunction(1), 20_000).variance() / score.variance, 0.1);
        assertTrue(score.variance > 2 * trick.variance, score.variance + " against " + trick.variance);
    }

    @Test
    void bothAreUnbiased() {
        double[] exact = exact();
        for (Objective objective : List.of(new AnalyticElbo(1), new ScoreFunction(1))) {
            int draws = 20_000;
            EncoderGradients.Spread spread = measured(objective, draws);
            double squared = spread.squaredDistance(new EncoderGradients.Spread(exact, 0));
            // the four weights are tied in two pairs, so the squared distance has about two degrees of freedom
            assertTrue(squared < 10 * spread.variance() / draws, objective + " is off by " + Math.sqrt(squared));
        }
    }

    /** Returns the derivatives of -ELBO by a, b, k, l in closed form. */
    private static double[] exact() {
        double h = 1e-5;
        double[] slopes = new double[4];
        for (int i = 0; i < 4; i++) {
            double[] up = MODEL.weights().stream().mapToDouble(w -> w).toArray();
            double[] down = up.clone();
            up[i] += h;
            down[i] -= h;
            slopes[i] = (model(down).elbo(X) - model(up).elbo(X)) / (2 * h);
        }
        return slopes;
    }

    private static ScalarModel model(double[] w) {
        return new ScalarModel(w[0], w[1], w[2], w[3], w[4], w[5], MODEL.variance());
    }

    @Test
    void aTrainingIsFollowedByBoth() {
        VaeSpec spec = VaeSpec.dense(List.of(6), List.of(5), 2, new Bernoulli(), Activation.Function.TANH);
        Training training = Training.defaults()
                .withEpochs(4)
                .withBatch(10)
                .withLearningRate(0.01)
                .withValidation(0, 0);
        GradientStudy study =
                GradientStudy.of(spec, Tiny.rows(100, 6, 3), training, new GradientStudy.Options(20, 300, 1));
        assertEquals(5, study.points().size());
        double bias = 0;
        for (GradientStudy.Point p : study.points()) {
            assertTrue(p.varianceScore() > 3 * p.varianceTrick(), p.toString());
            bias += p.bias() / 5;
        }
        assertTrue(bias > 0.3 && bias < 2.5, "the squared distance of the means is " + bias + " of the expected");
        GradientStudy.Point first = study.points().get(0);
        GradientStudy.Point last = study.points().get(4);
        assertEquals(first.elboScore(), first.elboTrick());
        assertTrue(last.elboTrick() > first.elboTrick() && last.elboTrick() > last.elboScore(), last.toString());
    }
}
