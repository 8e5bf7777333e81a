package io.elbo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.engine.Workers;
import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import io.elbo.layer.Activation;
import io.elbo.model.AnalyticElbo;
import io.elbo.model.Bernoulli;
import io.elbo.model.ImportanceWeighted;
import io.elbo.model.Objective;
import io.elbo.model.SampledElbo;
import io.elbo.model.ScoreFunction;
import io.elbo.program.TrainingProgram;
import io.elbo.spec.VaeSpec;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Estimators of one quantity: equal in expectation, of different variance. */
@Tag("slow")
class EstimatorTest {
    private static final VaeSpec SPEC =
            VaeSpec.dense(List.of(6), List.of(5), 2, new Bernoulli(), Activation.Function.TANH);
    private static final float[][] X = Tiny.values(4, 6, 3);

    /** Mean and variance over many steps of the loss and of one gradient. */
    private record Moments(double loss, double lossVariance, double[] gradient, double[] gradientVariance, int steps) {
        double gradientError(int i) {
            return Math.sqrt(gradientVariance[i] / steps);
        }

        double totalVariance() {
            double sum = 0;
            for (double v : gradientVariance) {
                sum += v;
            }
            return sum;
        }
    }

    private static Moments of(Objective objective, String parameter, int steps) {
        TrainingProgram program = TrainingProgram.of(SPEC, objective, false, X.length);
        Parameters parameters = Parameters.initial(program.graph().parameters(), 5);
        Executor executor = Executor.gradients(
                program.goals(), List.of(program.terms().loss()), parameters, X.length, Workers.of(1));
        double loss = 0;
        double lossSquares = 0;
        double[] sum = new double[parameters.get(parameter).length];
        double[] squares = new double[sum.length];
        for (int step = 0; step < steps; step++) {
            executor.run((input, row, to, at) -> System.arraycopy(X[row], 0, to, at, 6), X.length, 7, step, 0);
            double value = 0;
            for (int row = 0; row < X.length; row++) {
                value += executor.value(program.terms().loss(), row, 0) / X.length;
            }
            loss += value;
            lossSquares += value * value;
            float[] gradient = executor.gradients().get(parameter);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += gradient[i];
                squares[i] += (double) gradient[i] * gradient[i];
            }
        }
        double[] variance = new double[sum.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= steps;
            variance[i] = squares[i] / steps - sum[i] * sum[i];
        }
        double mean = loss / steps;
        return new Moments(mean, lossSquares / steps - mean * mean, sum, variance, steps);
    }

    private static void assertSameGradient(Moments a, Moments b) {
        double worst = 0;
        for (int i = 0; i < a.gradient.length; i++) {
            double error = Math.hypot(a.gradientError(i), b.gradientError(i)) + 1e-6;
            double z = (a.gradient[i] - b.gradient[i]) / error;
            worst = Math.max(worst, Math.abs(z));
        }
        assertTrue(worst < 4.5, "a gradient is off by " + worst + " standard errors");
    }

    @Test
    void estimatorsAAndBAreEqualInExpectationAndBVariesLess() {
        Moments a = of(new SampledElbo(1), "mean.weight", 6000);
        Moments b = of(new AnalyticElbo(1), "mean.weight", 6000);
        double error = Math.sqrt((a.lossVariance + b.lossVariance) / 6000);
        assertEquals(a.loss, b.loss, 4 * error);
        assertTrue(b.lossVariance < a.lossVariance, b.lossVariance + " against " + a.lossVariance);
        assertSameGradient(a, b);
    }

    @Test
    void moreSamplesVaryLessInProportion() {
        Moments one = of(new SampledElbo(1), "mean.bias", 4000);
        Moments ten = of(new SampledElbo(10), "mean.bias", 4000);
        assertEquals(10, one.lossVariance / ten.lossVariance, 1.5);
    }

    @Test
    @Tag("slow")
    void theScoreFunctionHasTheSameGradientAndFarMoreVariance() {
        Moments trick = of(new AnalyticElbo(1), "mean.weight", 40_000);
        Moments score = of(new ScoreFunction(1), "mean.weight", 40_000);
        assertSameGradient(trick, score);
        assertTrue(
                score.totalVariance() > 5 * trick.totalVariance(),
                score.totalVariance() + " against " + trick.totalVariance());
        Moments trickOfVariance = of(new AnalyticElbo(1), "log_variance.weight", 40_000);
        assertSameGradient(trickOfVariance, of(new ScoreFunction(1), "log_variance.weight", 40_000));
    }

    @Test
    @Tag("slow")
    void theDoublyReparameterizedGradientIsThatOfTheImportanceWeightedBoundWithLessVariance() {
        for (String parameter : List.of("mean.weight", "log_variance.weight", "decoder.0.weight")) {
            Moments plain = of(new ImportanceWeighted(8, false), parameter, 20_000);
            Moments doubly = of(new ImportanceWeighted(8, true), parameter, 20_000);
            assertSameGradient(plain, doubly);
            assertEquals(plain.loss, doubly.loss, 1e-9);
            if (!parameter.startsWith("decoder")) {
                assertTrue(doubly.totalVariance() < plain.totalVariance(), parameter);
            }
        }
    }

    @Test
    void theImportanceWeightedBoundRisesWithItsSamples() {
        double before = of(new SampledElbo(1), "mean.bias", 4000).loss;
        assertEquals(before, of(new ImportanceWeighted(1, false), "mean.bias", 4000).loss, 1e-5);
        for (int k : new int[] {2, 5, 20}) {
            double now = of(new ImportanceWeighted(k, false), "mean.bias", 4000).loss;
            assertTrue(now < before, k + " samples: " + now + " is not below " + before);
            before = now;
        }
    }
}
