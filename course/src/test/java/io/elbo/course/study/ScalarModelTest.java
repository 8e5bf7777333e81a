package io.elbo.course.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Tiny;
import io.elbo.engine.Graph;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.engine.Workers;
import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import io.elbo.math.Quadrature;
import io.elbo.model.AnalyticElbo;
import io.elbo.program.TrainingProgram;
import io.elbo.spec.VaeSpec;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ScalarModelTest {
    private static final double VARIANCE = 0.5;
    private static final List<String> NAMES = List.of(
            "mean.weight",
            "mean.bias",
            "log_variance.weight",
            "log_variance.bias",
            "decoder.0.weight",
            "decoder.0.bias");

    /** The gradients derived by hand are the oracle for the whole engine: program, automatic differentiation and kernels. */
    @Test
    void theEngineFindsTheGradientsThatWereDerivedByHand() {
        TrainingProgram program = TrainingProgram.of(ScalarModel.spec(VARIANCE), new AnalyticElbo(1), false, 1);
        Parameters parameters = Parameters.zeros(program.graph().parameters());
        Node loss = program.terms().loss();
        Executor executor = Executor.gradients(program.goals(), List.of(loss), parameters, 1, Workers.of(1));
        // a program that only draws noise gives the noise of a step
        Node noise = new Graph().normal(Shape.of(1));
        Executor noises = Executor.forward(List.of(noise), Parameters.zeros(List.of()), 1, Workers.of(1));
        Random random = new Random(5);
        double greatestNoise = 0;
        for (int point = 0; point < 1000; point++) {
            ScalarModel m = Scalars.random(random);
            float x = (float) (2 * random.nextGaussian());
            Scalars.set(parameters, m);
            executor.run((input, row, to, at) -> to[at] = x, 1, 3, point, 0);
            noises.run((input, row, to, at) -> {}, 1, 3, point, 0);
            double t = noises.value(noise, 0, 0);
            greatestNoise = Math.max(greatestNoise, Math.abs(t));
            double expected = m.loss(x, t);
            assertEquals(expected, executor.value(loss, 0, 0), 1e-5 * (1 + Math.abs(expected)));
            List<Double> byHand = m.gradient(x, t).weights();
            double size = byHand.stream().mapToDouble(Math::abs).max().orElseThrow();
            for (int i = 0; i < NAMES.size(); i++) {
                double engine = executor.gradients().get(NAMES.get(i))[0];
                assertEquals(byHand.get(i), engine, 1e-5 * (1 + size), NAMES.get(i) + " of " + m + " at " + x);
            }
        }
        assertTrue(greatestNoise > 2, "noise up to " + greatestNoise);
    }

    @Test
    void theGradientsDerivedByHandAreTheSlopesOfTheLoss() {
        Random random = new Random(6);
        for (int point = 0; point < 200; point++) {
            ScalarModel m = Scalars.random(random);
            double x = 2 * random.nextGaussian();
            double t = random.nextGaussian();
            List<Double> gradient = m.gradient(x, t).weights();
            for (int i = 0; i < gradient.size(); i++) {
                double h = 1e-5;
                double slope = (moved(m, i, h).loss(x, t) - moved(m, i, -h).loss(x, t)) / (2 * h);
                assertEquals(slope, gradient.get(i), 1e-6 * (1 + Math.abs(slope)));
            }
        }
    }

    @Test
    void theLossAveragesToTheClosedFormOfTheElbo() {
        Random random = new Random(7);
        Quadrature normal = Quadrature.trapezoid(-12, 12, 400);
        for (int point = 0; point < 50; point++) {
            ScalarModel m = Scalars.random(random);
            double x = 2 * random.nextGaussian();
            double mean = normal.integral(i -> {
                double t = normal.nodes()[i];
                return Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI) * m.loss(x, t);
            });
            assertEquals(-mean, m.elbo(x), 1e-10 * Math.abs(mean));
        }
    }

    @Test
    void atTheOptimumTheElboIsTheLogLikelihoodAndEveryOtherModelIsWorse() {
        double[] x = {-1.5, 0.25, 2, 2.5, 4.75};
        double mean = 1.6;
        double spread = 0;
        for (double value : x) {
            spread += (value - mean) * (value - mean) / x.length;
        }
        ScalarModel best = ScalarModel.optimum(mean, spread, VARIANCE);
        for (double value : x) {
            assertEquals(best.logLikelihood(value), best.elbo(value), 1e-12);
            // N(x; mean, spread)
            double density = -0.5 * (Math.log(2 * Math.PI * spread) + (value - mean) * (value - mean) / spread);
            assertEquals(density, best.logLikelihood(value), 1e-12);
        }
        Random random = new Random(8);
        for (int i = 0; i < 6; i++) {
            for (double step : new double[] {-0.01, 0.01}) {
                ScalarModel other = moved(best, i, step);
                assertTrue(sum(x, other::elbo) < sum(x, best::elbo), "weight " + i);
            }
        }
        for (int i = 0; i < 1000; i++) {
            ScalarModel other = Scalars.random(random);
            assertTrue(sum(x, other::elbo) <= sum(x, best::elbo));
            assertTrue(sum(x, other::elbo) <= sum(x, other::logLikelihood) + 1e-12);
        }
        assertThrows(IllegalArgumentException.class, () -> ScalarModel.optimum(0, VARIANCE, VARIANCE));
    }

    @Test
    void trainingReachesTheOptimum() {
        ScalarStudy study = ScalarStudy.of(new ScalarStudy.Options(400, 100, VARIANCE, 2));
        ScalarStudy.Point last = study.points().get(100);
        assertTrue(last.elbo() < last.greatestElbo() && last.elbo() > last.greatestElbo() - 0.002, last.toString());
        List<Double> optimum = study.optimum().weights();
        for (int i = 0; i < 6; i++) {
            assertEquals(optimum.get(i), last.model().weights().get(i), 0.05, "weight " + i);
        }
        assertEquals(101, study.table().rows().size());
    }

    @Test
    void onlyTheModelOfTheSpecIsTaken() {
        ScalarModel m = Scalars.random(new Random(1));
        assertEquals(m, ScalarModel.of(Scalars.vae(m)));
        VaeSpec other = VaeSpec.dense(
                List.of(1), List.of(2), 1, new io.elbo.model.Gaussian(1), io.elbo.layer.Activation.Function.TANH);
        assertThrows(IllegalArgumentException.class, () -> ScalarModel.of(Tiny.model(other, 1)));
    }

    private static double sum(double[] x, ToDoubleFunction<Double> f) {
        double sum = 0;
        for (double value : x) {
            sum += f.applyAsDouble(value);
        }
        return sum;
    }

    private static ScalarModel moved(ScalarModel m, int weight, double step) {
        double[] w = m.weights().stream().mapToDouble(v -> v).toArray();
        w[weight] += step;
        return new ScalarModel(w[0], w[1], w[2], w[3], w[4], w[5], m.variance());
    }
}
