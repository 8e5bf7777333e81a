package io.elbo.course.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Tiny;
import io.elbo.Vae;
import io.elbo.data.Rows;
import io.elbo.evaluation.Evaluation;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.layer.Activation;
import io.elbo.math.Quadrature;
import io.elbo.model.Bernoulli;
import io.elbo.model.Gaussian;
import io.elbo.model.LearnedGaussian;
import io.elbo.model.LearnedScale;
import io.elbo.model.Likelihood;
import io.elbo.spec.VaeSpec;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class DecompositionStudyTest {
    @Test
    void theIntegralsOfALinearModelAreThoseOfItsClosedForms() {
        Random random = new Random(2);
        double[] x = {-2, 0.25, 1.5};
        for (int i = 0; i < 20; i++) {
            ScalarModel m = Scalars.random(random);
            List<DecompositionStudy.Terms> terms = DecompositionStudy.of(Scalars.vae(m), Scalars.rows(x));
            for (int row = 0; row < x.length; row++) {
                DecompositionStudy.Terms t = terms.get(row);
                assertEquals(m.logLikelihood(x[row]), t.logLikelihood(), 1e-8);
                // the engine computes q in floats
                assertEquals(m.elbo(x[row]), t.elbo(), 1e-5 * (1 + Math.abs(t.elbo())));
                assertEquals(gap(m, x[row]), t.gap(), 1e-5 * (1 + t.gap()));
            }
        }
    }

    /** {@code KL(N(f, s^2) || N(p, w))} with the posterior {@code p = c (x - d) / (c^2 + s_x^2)}, {@code w = s_x^2 / (...)}. */
    private static double gap(ScalarModel m, double x) {
        double spread = m.c() * m.c() + m.variance();
        double mean = m.c() * (x - m.d()) / spread;
        double w = m.variance() / spread;
        double v = Math.exp(m.logVariance(x));
        double distance = m.mean(x) - mean;
        return 0.5 * (v / w + distance * distance / w - 1 - Math.log(v / w));
    }

    @Test
    void theTermsAddUpInEveryEpochOfATraining() {
        DecompositionStudy study = DecompositionStudy.of(new DecompositionStudy.Options(30, 20, 3));
        assertEquals(21, study.points().size());
        for (DecompositionStudy.Point p : study.points()) {
            assertEquals(0, p.terms().remainder(), 1e-4, "epoch " + p.epoch());
            assertTrue(p.terms().gap() > 0.01, "epoch " + p.epoch());
        }
        double first = study.points().get(0).terms().logLikelihood();
        assertTrue(study.points().get(20).terms().logLikelihood() > first + 1);
    }

    @Test
    void importanceSamplingByTheEngineFindsTheSame() {
        for (Likelihood likelihood :
                List.of(new Bernoulli(), new Gaussian(0.3), new LearnedGaussian(LearnedScale.SHARED))) {
            for (Activation.Function function : List.of(
                    Activation.Function.TANH,
                    Activation.Function.SIGMOID,
                    Activation.Function.SOFTPLUS,
                    Activation.Function.SILU)) {
                Vae model = Tiny.model(VaeSpec.dense(List.of(4), List.of(6, 5), 1, likelihood, function), 4);
                Rows rows = Tiny.rows(5, 4, 6);
                List<DecompositionStudy.Terms> terms = DecompositionStudy.of(model, rows);
                double logLikelihood = terms.stream()
                        .mapToDouble(DecompositionStudy.Terms::logLikelihood)
                        .average()
                        .orElseThrow();
                Evaluation sampled = model.evaluate(rows, new EvaluationOptions(4000, null, 1));
                assertEquals(
                        logLikelihood,
                        sampled.logLikelihood(),
                        4.5 * sampled.logLikelihoodStandardError() + 1e-5,
                        likelihood + ", " + function);
                terms.forEach(t -> assertEquals(0, t.remainder(), 1e-7));
            }
        }
    }

    @Test
    void theDecoderInDoublePrecisionIsThatOfTheEngine() {
        Vae model =
                Tiny.model(VaeSpec.dense(List.of(4), List.of(6, 5), 2, new Gaussian(1), Activation.Function.SILU), 3);
        SmallDecoder decoder = new SmallDecoder(model);
        for (float[] z : new float[][] {{0, 0}, {1.5f, -2}, {-3, 0.25f}}) {
            float[] engine = model.decode(z)[0];
            double[] here = decoder.output(z[0], z[1]);
            for (int j = 0; j < 4; j++) {
                assertEquals(engine[j], here[j], 1e-6);
            }
        }
    }

    @Test
    void modelsThatAreNoneOfThisAreRefused() {
        refused("latent 2", VaeSpec.dense(List.of(4), List.of(3), 2, new Gaussian(1), Activation.Function.TANH));
        refused("activation RELU", VaeSpec.dense(List.of(4), List.of(3), 1, new Gaussian(1), Activation.Function.RELU));
        refused(
                "likelihood",
                VaeSpec.dense(
                        List.of(4),
                        List.of(3),
                        1,
                        new LearnedGaussian(LearnedScale.FEATURE),
                        Activation.Function.TANH));
    }

    private static void refused(String says, VaeSpec spec) {
        Vae model = Tiny.model(spec, 1);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> DecompositionStudy.of(model, Tiny.rows(2, 4, 1)));
        assertTrue(e.getMessage().startsWith(says), e.getMessage());
    }

    @Test
    void quadratureIsExactForPolynomialsAndForNormalDensities() {
        Quadrature gauss = Quadrature.gaussLegendre(-1, 3, 1);
        for (int power = 0; power <= 9; power++) {
            int n = power;
            double exact = (Math.pow(3, n + 1) - Math.pow(-1, n + 1)) / (n + 1);
            assertEquals(exact, gauss.integral(i -> Math.pow(gauss.nodes()[i], n)), 1e-10 * exact);
        }
        for (Quadrature rule : List.of(Quadrature.trapezoid(-10, 12, 100), Quadrature.gaussLegendre(-10, 12, 60))) {
            double[] logs = new double[rule.nodes().length];
            for (int i = 0; i < logs.length; i++) {
                double t = rule.nodes()[i] - 0.75;
                logs[i] = -0.5 * t * t - 900;
            }
            // far below the smallest positive double
            assertEquals(0.5 * Math.log(2 * Math.PI) - 900, rule.logIntegral(logs), 1e-9);
        }
    }
}
