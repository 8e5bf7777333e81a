package io.elbo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.evaluation.Encoding;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.evaluation.LogLikelihood;
import io.elbo.model.InfoVae;
import io.elbo.model.MixturePrior;
import io.elbo.model.PointPosterior;
import io.elbo.model.VampPrior;
import io.elbo.run.RunDirectory;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.test.Failures;
import io.elbo.training.TrainingListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VampPriorTest {
    private static final int K = 3;
    private static final VaeSpec SPEC = Tiny.dense().withPrior(new VampPrior(K));
    private static final FloatRows ROWS = Tiny.rows(50, 7, 5);
    private static final Training TRAINING = Training.defaults()
            .withEpochs(4)
            .withBatch(8)
            .withLearningRate(0.01)
            .withValidation(0.2, 0)
            .withSeed(3);

    @TempDir
    Path folder;

    /** The components, as the encoder makes them of the pseudo-inputs, which are sigmoids for a Bernoulli likelihood. */
    private static Encoding components(Vae vae) {
        float[] all = vae.weight("prior.pseudo_inputs");
        float[][] inputs = new float[K][];
        for (int k = 0; k < K; k++) {
            inputs[k] = Arrays.copyOfRange(all, 7 * k, 7 * (k + 1));
            for (int i = 0; i < 7; i++) {
                inputs[k][i] = (float) (1 / (1 + Math.exp(-inputs[k][i])));
            }
        }
        return vae.encode(inputs);
    }

    private static double logDensity(Encoding q, double[] z) {
        double sum = 0;
        for (int k = 0; k < K; k++) {
            double log = 0;
            for (int j = 0; j < z.length; j++) {
                double v = q.logVariance(k, j);
                double e = z[j] - q.mean(k, j);
                log -= (Math.log(2 * Math.PI) + v + e * e * Math.exp(-v)) / 2;
            }
            sum += Math.exp(log) / K;
        }
        return Math.log(sum);
    }

    @Test
    void theLikelihoodIsTheIntegralOverThePosteriorsOfThePseudoInputs() {
        Vae vae = Tiny.model(SPEC, 2);
        Encoding q = components(vae);
        // Bernoulli of black and white rows: p(x) by a grid of z, which a 2-D latent permits
        float[][] x = {{1, 0, 1, 1, 0, 0, 1}, {0, 0, 0, 1, 1, 1, 0}};
        int side = 140;
        double step = 0.1;
        float[][] grid = new float[side * side][];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = new float[] {(float) ((i % side - side / 2) * step), (float) ((i / side - side / 2) * step)};
        }
        float[][] means = vae.decode(grid);
        double[] p = new double[x.length];
        for (int i = 0; i < grid.length; i++) {
            double density = Math.exp(logDensity(q, new double[] {grid[i][0], grid[i][1]})) * step * step;
            for (int row = 0; row < x.length; row++) {
                double likelihood = 1;
                for (int j = 0; j < means[i].length; j++) {
                    likelihood *= x[row][j] == 1 ? means[i][j] : 1 - means[i][j];
                }
                p[row] += density * likelihood;
            }
        }
        double expected = (Math.log(p[0]) + Math.log(p[1])) / 2;
        LogLikelihood estimate = vae.logLikelihood(FloatRows.of(x), new EvaluationOptions(20_000, null, 1));
        assertTrue(estimate.standardError() < 0.01, estimate.toString());
        assertEquals(expected, estimate.mean(), 4 * estimate.standardError() + 1e-3);
        // the bound is below it, by a mean over draws of z
        double bound = 0;
        for (int seed = 0; seed < 50; seed++) {
            bound += vae.evaluate(FloatRows.of(x), new EvaluationOptions(0, null, seed))
                            .elbo()
                            .value()
                    / 50;
        }
        assertTrue(bound < expected + 0.1, bound + " above " + expected);
        assertTrue(bound > expected - 3, bound + " far below " + expected);
    }

    @Test
    void drawsHaveTheMomentsOfTheComponents() {
        Vae vae = Tiny.model(SPEC, 2);
        Encoding q = components(vae);
        float[][] z = vae.sampleLatents(40_000, 9);
        for (int j = 0; j < 2; j++) {
            double mean = 0;
            double square = 0;
            for (int k = 0; k < K; k++) {
                mean += q.mean(k, j) / K;
                square += (Math.exp(q.logVariance(k, j)) + Math.pow(q.mean(k, j), 2)) / K;
            }
            double deviation = Math.sqrt(square - mean * mean);
            double drawn = 0;
            double drawnSquare = 0;
            for (float[] row : z) {
                drawn += row[j] / (double) z.length;
                drawnSquare += (double) row[j] * row[j] / z.length;
            }
            assertEquals(mean, drawn, 4 * deviation / 200);
            assertEquals(square, drawnSquare, 0.05 * square);
        }
    }

    @Test
    void theTermsOfTrainingAreThoseOfTheEvaluation() {
        // without dropout and at a rate of almost 0, the mean over an epoch is that of the weights as they began
        VaeSpec spec = VaeSpec.dense(
                        List.of(7), List.of(6), 2, Tiny.dense().likelihood(), io.elbo.layer.Activation.Function.TANH)
                .withPrior(new VampPrior(K));
        Training still = TRAINING.withEpochs(1).withLearningRate(1e-12).withValidation(0, 0);
        double train = 0;
        double evaluated = 0;
        for (int seed = 1; seed <= 15; seed++) {
            Vae vae = Trainer.fit(spec, ROWS, still.withSeed(seed));
            train += vae.provenance().best().train().kl() / 15;
            evaluated += vae.evaluate(ROWS, new EvaluationOptions(0, null, seed))
                            .elbo()
                            .kl()
                    / 15;
        }
        assertEquals(evaluated, train, 0.02 * Math.abs(evaluated) + 0.01);
    }

    @Test
    void threadsChangeNothing() {
        String one = Trainer.fit(SPEC, ROWS, TRAINING, TrainingListener.NONE, 1).digest();
        assertEquals(
                one, Trainer.fit(SPEC, ROWS, TRAINING, TrainingListener.NONE, 3).digest());
        assertTrue(!one.equals(Trainer.fit(SPEC, ROWS, TRAINING.withSeed(4), TrainingListener.NONE, 3)
                .digest()));
    }

    @Test
    void aResumedTrainingEndsInTheSameBits() {
        RunDirectory.Options always = new RunDirectory.Options(1, Duration.ZERO);
        RunDirectory.train(folder, new RunSpec(SPEC, TRAINING), ROWS, always, new TrainingListener() {
            private int steps;

            @Override
            public boolean stopRequested() {
                return ++steps == 7;
            }
        });
        Vae resumed = RunDirectory.resume(folder, ROWS, 0, always, TrainingListener.NONE)
                .model();
        assertEquals(Trainer.fit(SPEC, ROWS, TRAINING).digest(), resumed.digest());
        assertEquals(
                resumed.digest(), Vae.load(folder.resolve("model.safetensors")).digest());
    }

    @Test
    void pseudoInputsAreLearned() {
        Vae begun = Trainer.fit(SPEC, ROWS, TRAINING.withEpochs(1).withLearningRate(1e-12));
        Vae trained = Trainer.fit(SPEC, ROWS, TRAINING.withEpochs(40));
        float[] before = begun.weight("prior.pseudo_inputs");
        float[] after = trained.weight("prior.pseudo_inputs");
        for (int k = 0; k < K; k++) {
            double moved = 0;
            for (int i = 7 * k; i < 7 * (k + 1); i++) {
                moved += Math.abs(after[i] - before[i]);
            }
            assertTrue(moved > 0.1, "pseudo-input " + k + " moved by " + moved);
        }
        EvaluationOptions options = EvaluationOptions.defaults();
        assertTrue(trained.evaluate(ROWS, options).elbo().value()
                > begun.evaluate(ROWS, options).elbo().value() + 0.1);
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        Failures.rejected(() -> new VampPrior(0), "pseudo_inputs 0: must be 1 to 1000");
        Failures.rejected(
                () -> SPEC.withPosterior(new PointPosterior()),
                "prior: one with rows of its own needs a random posterior");
        Failures.rejected(() -> SPEC.withCondition(List.of(2)), "cannot have a condition");
        assertThrows(
                IllegalArgumentException.class, () -> new RunSpec(SPEC, TRAINING.withObjective(new InfoVae(0.3, 50))));
    }

    @Test
    void aDecoderAloneHasTheMixtureThatItComesTo() {
        Vae vae = Tiny.model(SPEC, 3);
        Path file = folder.resolve("decoder.safetensors");
        vae.decoder().save(file);
        Decoder decoder = Decoder.load(file);
        assertEquals(new MixturePrior(K), decoder.spec().prior());
        float[][] expected = vae.sampleLatents(200, 7);
        float[][] actual = decoder.sampleLatents(200, 7);
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], actual[i], 1e-5f);
        }
        assertThrows(DataException.class, () -> Vae.load(file));
    }
}
