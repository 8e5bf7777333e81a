package io.elbo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.FloatRows;
import io.elbo.evaluation.Encoding;
import io.elbo.evaluation.Evaluation;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.math.NormalQuantile;
import io.elbo.spec.Binarization;
import io.elbo.spec.Training;
import io.elbo.test.Failures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VaeTest {
    static List<Vae> models() {
        return List.of(Tiny.model(Tiny.dense(), 3), Tiny.model(Tiny.convolutional(), 3));
    }

    @ParameterizedTest
    @MethodSource("models")
    void aRowAloneGivesTheBitsThatItGivesAmongOthers(Vae vae) {
        float[][] x = Tiny.values(150, vae.spec().features(), 1);
        Encoding all = vae.encode(x);
        float[][] reconstructions = vae.reconstruct(FloatRows.of(x));
        float[][] decoded = vae.decode(all.mean());
        for (int i : new int[] {0, 1, 63, 64, 100, 149}) {
            Encoding one = vae.encode(x[i]);
            assertArrayEquals(all.mean(i), one.mean(0));
            assertArrayEquals(all.logVariance(i), one.logVariance(0));
            assertArrayEquals(reconstructions[i], vae.reconstruct(FloatRows.of(new float[][] {x[i]}))[0]);
            assertArrayEquals(reconstructions[i], vae.decode(one.mean())[0]);
            assertArrayEquals(reconstructions[i], decoded[i]);
        }
    }

    @Test
    void eightThreadsGetWhatOneGets() throws Exception {
        Vae vae = Tiny.model(Tiny.convolutional(), 3);
        float[][] x = Tiny.values(70, 35, 1);
        float[][] expected = vae.reconstruct(FloatRows.of(x));
        double elbo =
                vae.evaluate(FloatRows.of(x), new EvaluationOptions(3, null, 1)).logLikelihood();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> results = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int thread = t;
                results.add(threads.submit(() -> {
                    for (int i = 0; i < 15; i++) {
                        int row = (thread * 15 + i) % 70;
                        assertArrayEquals(
                                expected[row], vae.decode(vae.encode(x[row]).mean())[0]);
                        if (i % 5 == 0) {
                            assertTrue(Arrays.deepEquals(expected, vae.reconstruct(FloatRows.of(x))));
                            assertEquals(
                                    elbo,
                                    vae.evaluate(FloatRows.of(x), new EvaluationOptions(3, null, 1))
                                            .logLikelihood());
                        }
                    }
                }));
            }
            for (Future<?> result : results) {
                result.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void nobodyChangesAModelFromOutside() {
        Vae vae = Tiny.model(Tiny.dense(), 3);
        String before = vae.digest();
        vae.weight("mean.bias")[0] = 100;
        assertEquals(before, vae.digest());
        assertThrows(
                UnsupportedOperationException.class, () -> vae.weightNames().clear());
    }

    @Test
    void moreSamplesBeginWithTheSameOnes() {
        Vae vae = Tiny.model(Tiny.dense(), 3);
        float[][] few = vae.sample(5, 8);
        float[][] many = vae.sample(100, 8);
        assertTrue(Arrays.deepEquals(few, Arrays.copyOf(many, 5)));
        assertTrue(Arrays.deepEquals(vae.decode(vae.sampleLatents(5, 8)), few));
        assertNotEquals(few[0][0], vae.sample(1, 9)[0][0]);
        assertNotEquals(many[0][0], many[1][0]);
        Failures.rejected(() -> vae.sample(0, 1), "samples 0");
        double sum = 0;
        double squares = 0;
        for (float[] z : vae.sampleLatents(10_000, 1)) {
            sum += z[0];
            squares += z[1] * z[1];
        }
        assertEquals(0, sum / 10_000, 0.04);
        assertEquals(1, squares / 10_000, 0.06);
    }

    @Test
    void aGridHasTheQuantilesOfThePriorFromTheUpperLeft() {
        Vae vae = Tiny.model(Tiny.dense(), 3);
        float[][] grid = vae.grid(4);
        double[] quantiles = {-1.1503493803760079, -0.31863936396437514, 0.31863936396437514, 1.1503493803760079};
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                float[] z = {(float) quantiles[column], (float) quantiles[3 - row]};
                assertArrayEquals(vae.decode(z)[0], grid[row * 4 + column], 1e-6f);
            }
        }
        assertArrayEquals(vae.decode(new float[] {0, 0})[0], vae.grid(1)[0]);
        Failures.refused(() -> Tiny.model(Tiny.convolutional(), 3).grid(4), "2 latents", "3");
        Failures.rejected(() -> vae.grid(0), "side 0");
    }

    /** Quantiles of NIST's and other tables, to more digits. */
    @Test
    void quantilesAreThoseOfTables() {
        assertEquals(0, NormalQuantile.of(0.5), 1e-12);
        assertEquals(1.959963984540054, NormalQuantile.of(0.975), 1e-11);
        assertEquals(-1.959963984540054, NormalQuantile.of(0.025), 1e-11);
        assertEquals(1.6448536269514722, NormalQuantile.of(0.95), 1e-11);
        assertEquals(2.3263478740408408, NormalQuantile.of(0.99), 1e-11);
        assertEquals(0.6744897501960817, NormalQuantile.of(0.75), 1e-11);
        assertEquals(-4.753424308822899, NormalQuantile.of(1e-6), 1e-8);
        for (double p : new double[] {0, 1, -1, Double.NaN}) {
            Failures.rejected(() -> NormalQuantile.of(p), "probability");
        }
    }

    @Test
    void aLineBetweenLatentsHasItsEnds() {
        Vae vae = Tiny.model(Tiny.dense(), 3);
        float[] from = {-1.3f, 0.7f};
        float[] to = {2.1f, 0.1f};
        float[][] line = vae.interpolate(from, to, 5);
        assertEquals(5, line.length);
        assertArrayEquals(vae.decode(from)[0], line[0]);
        assertArrayEquals(vae.decode(to)[0], line[4]);
        assertArrayEquals(vae.decode(new float[] {0.4f, 0.4f})[0], line[2], 1e-6f);
        Failures.rejected(() -> vae.interpolate(from, to, 1), "steps 1");
        Failures.refused(() -> vae.interpolate(new float[] {1}, to, 3), "1", "2 latents");
        Failures.refused(() -> vae.interpolate(from, new float[3], 3), "3", "2 latents");
    }

    @Test
    void rowsThatDoNotFitAreRefusedByRowAndFeature() {
        Vae vae = Tiny.model(Tiny.dense(), 3);
        float[][] x = Tiny.values(3, 7, 1);
        Failures.refused(() -> vae.encode(new float[6]), "6 features", "7");
        Failures.refused(() -> vae.encode(x[0], new float[6]), "row 1", "6");
        Failures.refused(() -> vae.encode(), "no rows");
        Failures.refused(() -> vae.decode(new float[3]), "3", "2 latents");
        Failures.refused(() -> vae.decode(new float[] {1, Float.NaN}), "row 0", "feature 1");
        for (float value : new float[] {-0.01f, 1.01f, 2}) {
            x[2][4] = value;
            Failures.refused(() -> vae.encode(x), "row 2, feature 4", String.valueOf(value), "0 to 1");
            Failures.refused(() -> vae.evaluate(FloatRows.of(x), EvaluationOptions.defaults()), "row 2, feature 4");
            Failures.refused(() -> vae.reconstruct(FloatRows.of(x)), "row 2, feature 4");
        }
        x[2][4] = Float.NaN;
        Failures.refused(() -> vae.encode(x), "row 2, feature 4");
        Failures.rejected(() -> new EvaluationOptions(-1, null, 1), "samples -1");
    }

    @ParameterizedTest
    @MethodSource("models")
    void evaluationAgreesWithWhatTheEncoderSays(Vae vae) {
        int n = 333;
        float[][] x = Tiny.values(n, vae.spec().features(), 6);
        Evaluation evaluation = vae.evaluate(FloatRows.of(x), EvaluationOptions.defaults());
        Encoding q = vae.encode(x);
        double kl = 0;
        int active = 0;
        for (int j = 0; j < vae.spec().latent(); j++) {
            double klOfLatent = 0;
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double m = q.mean(i, j);
                double v = q.logVariance(i, j);
                klOfLatent += 0.5 * (m * m + Math.exp(v) - 1 - v) / n;
                sum += m;
                squares += m * m;
            }
            assertEquals(klOfLatent, evaluation.klPerLatent().get(j), 1e-6);
            kl += klOfLatent;
            active += squares / n - sum * sum / n / n > 0.01 ? 1 : 0;
        }
        assertEquals(n, evaluation.rows());
        assertEquals(kl, evaluation.elbo().kl(), 1e-5);
        assertEquals(active, evaluation.activeUnits());
        assertEquals(
                -evaluation.elbo().value() / vae.spec().features() / Math.log(2), evaluation.bitsPerDimension(), 1e-12);
        assertEquals(0, evaluation.samples());
        assertTrue(Double.isNaN(evaluation.logLikelihood()));
        // equal seeds, equal figures
        assertEquals(evaluation, vae.evaluate(FloatRows.of(x), EvaluationOptions.defaults()));
        assertNotEquals(
                evaluation.elbo(),
                vae.evaluate(FloatRows.of(x), new EvaluationOptions(0, null, 2)).elbo());
    }

    @Test
    void thresholdIsTheSameAsRowsOfZerosAndOnes() {
        Vae vae = Tiny.model(Tiny.dense(), 3);
        float[][] x = Tiny.values(40, 7, 6);
        x[0][0] = 0.5f;
        x[0][1] = Math.nextDown(0.5f);
        float[][] binary = new float[40][7];
        for (int i = 0; i < 40; i++) {
            for (int j = 0; j < 7; j++) {
                binary[i][j] = x[i][j] >= 0.5f ? 1 : 0;
            }
        }
        Evaluation threshold = vae.evaluate(FloatRows.of(x), new EvaluationOptions(9, Binarization.THRESHOLD, 1));
        assertEquals(threshold, vae.evaluate(FloatRows.of(binary), new EvaluationOptions(9, Binarization.NONE, 1)));
        // zeros and ones stay what they are
        assertEquals(threshold, vae.evaluate(FloatRows.of(binary), new EvaluationOptions(9, Binarization.DYNAMIC, 1)));
    }

    @Test
    void theBinarizationOfTheTrainingIsTheDefault() {
        Training training = Training.defaults().withBinarization(Binarization.THRESHOLD);
        Vae vae = Tiny.model(Tiny.dense(), io.elbo.file.ModelFile.initial(Tiny.dense(), training), training);
        FloatRows x = Tiny.rows(20, 7, 1);
        assertEquals(
                vae.evaluate(x, new EvaluationOptions(2, Binarization.THRESHOLD, 1)),
                vae.evaluate(x, new EvaluationOptions(2, null, 1)));
    }
}
