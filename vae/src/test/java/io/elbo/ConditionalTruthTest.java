package io.elbo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.engine.execution.Parameters;
import io.elbo.evaluation.Evaluation;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.file.ModelFile;
import io.elbo.layer.Dense;
import io.elbo.model.Gaussian;
import io.elbo.rows.Classes;
import io.elbo.rows.Examples;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Against the truth: with {@code x = w z + u_c + noise of variance s} and z standard normal, {@code p(x|c) = N(u_c, w w^T + s
 * I)}, and the posterior is {@code v = 1 / (1 + |w|^2 / s)}, {@code m = v w^T (x - u_c) / s}.
 */
class ConditionalTruthTest {
    private static final int N = 4;
    private static final int K = 3;
    private static final double S = 0.3;
    private static final double BOUND = io.elbo.model.DiagonalGaussian.BOUND;
    private static final double[] W = {0.9, -0.4, 1.1, 0.2};
    private static final double[][] U = {{0.3, -1, 0.7, 2}, {-2, 0.4, 0.1, 0}, {1, 1, -1.5, -0.6}};

    private static final VaeSpec SPEC =
            new VaeSpec(List.of(N), List.of(), 1, List.of(new Dense(N)), new Gaussian(S)).withCondition(List.of(K));

    @Test
    void withTheTruePosteriorTheLogLikelihoodIsThatOfTheClassGiven() {
        Vae vae = model();
        Classes classes = vae.classes().orElseThrow();
        Random random = new Random(1);
        for (int i = 0; i < 12; i++) {
            float[] x = draw(random, i % K);
            // the class need not be the row's own: p(x|c) is known for all
            for (int c = 0; c < K; c++) {
                double exact = logDensity(x, c);
                Examples one = new Examples(FloatRows.of(new float[][] {x}), null, classes.conditions(c));
                for (int seed = 0; seed < 3; seed++) {
                    Evaluation result = vae.evaluate(one, new EvaluationOptions(1, null, seed));
                    assertEquals(exact, result.logLikelihood(), 1e-3);
                }
                Evaluation many = vae.evaluate(one, new EvaluationOptions(300, null, 1));
                assertEquals(exact, many.logLikelihood(), 1e-3);
                assertEquals(0, many.logLikelihoodStandardError(), 1e-4);
            }
        }
    }

    @Test
    void theElboOfManyRowsOfManyClassesAveragesToTheirLogLikelihood() {
        int n = 6000;
        Random random = new Random(2);
        float[][] x = new float[n][];
        int[] labels = new int[n];
        double exact = 0;
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextInt(K);
            x[i] = draw(random, labels[i]);
            exact += logDensity(x[i], labels[i]) / n;
        }
        Vae vae = model();
        Rows conditions = vae.classes().orElseThrow().conditions(labels);
        Evaluation right = vae.evaluate(new Examples(FloatRows.of(x), null, conditions), EvaluationOptions.defaults());
        // ln p(x|z) of one draw varies by some 1.3 nats
        assertEquals(exact, right.elbo().value(), 0.07);
        Rows shifted = vae.classes()
                .orElseThrow()
                .conditions(Arrays.stream(labels).map(c -> (c + 1) % K).toArray());
        Evaluation wrong = vae.evaluate(new Examples(FloatRows.of(x), null, shifted), EvaluationOptions.defaults());
        assertTrue(wrong.elbo().value() < right.elbo().value() - 1, "the condition must show: " + wrong);
    }

    private static Vae model() {
        Training training = Training.defaults();
        Parameters parameters = ModelFile.initial(SPEC, training);
        double square = Arrays.stream(W).map(w -> w * w).sum();
        double v = 1 / (1 + square / S);
        float[] mean = new float[N + K];
        float[] decoder = new float[N * (1 + K)];
        for (int i = 0; i < N; i++) {
            mean[i] = (float) (v * W[i] / S);
            decoder[i * (1 + K)] = (float) W[i];
            for (int c = 0; c < K; c++) {
                mean[N + c] -= (float) (v * W[i] * U[c][i] / S);
                decoder[i * (1 + K) + 1 + c] = (float) U[c][i];
            }
        }
        double t = Math.log(v) / BOUND;
        parameters.set("mean.weight", mean);
        parameters.set("mean.bias", new float[1]);
        parameters.set("log_variance.weight", new float[N + K]);
        parameters.set("log_variance.bias", new float[] {(float) (BOUND * 0.5 * Math.log((1 + t) / (1 - t)))});
        parameters.set("decoder.0.weight", decoder);
        parameters.set("decoder.0.bias", new float[N]);
        return Tiny.model(SPEC, parameters, training);
    }

    private static float[] draw(Random random, int c) {
        double z = random.nextGaussian();
        float[] x = new float[N];
        for (int i = 0; i < N; i++) {
            x[i] = (float) (W[i] * z + U[c][i] + Math.sqrt(S) * random.nextGaussian());
        }
        return x;
    }

    /** By the formula of Sherman and Morrison for the inverse of {@code w w^T + s I}. */
    private static double logDensity(float[] x, int c) {
        double squares = 0;
        double along = 0;
        double length = 0;
        for (int i = 0; i < N; i++) {
            double r = x[i] - U[c][i];
            squares += r * r;
            along += W[i] * r;
            length += W[i] * W[i];
        }
        double quadratic = (squares - along * along / (S + length)) / S;
        double logDeterminant = (N - 1) * Math.log(S) + Math.log(S + length);
        return -0.5 * (N * Math.log(2 * Math.PI) + logDeterminant + quadratic);
    }
}
