package io.elbo.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Tiny;
import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.engine.execution.Parameters;
import io.elbo.file.ModelFile;
import io.elbo.math.CounterRandom;
import io.elbo.model.Bernoulli;
import io.elbo.model.Gaussian;
import io.elbo.spec.Schedule;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.statistics.baseline.Pca;
import io.elbo.test.Failures;
import io.elbo.training.TrainingListener;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class PcaComparisonTest {
    private static final int FEATURES = 12;
    private static final int LATENT = 3;
    private static final Rows ROWS = rows(300);

    /** Normal rows around a mean, with standard deviations 1.5, 1.2, 0.9 along three random directions and 0.3 in all directions. */
    private static Rows rows(int count) {
        CounterRandom random = CounterRandom.of(7, "rows");
        float[] directions = new float[LATENT * FEATURES];
        random.normal(0, 0, directions, 0, directions.length);
        float[][] rows = new float[count][FEATURES];
        float[] noise = new float[LATENT + FEATURES];
        for (int i = 0; i < count; i++) {
            random.normal(1, i, noise, 0, noise.length);
            for (int j = 0; j < FEATURES; j++) {
                double x = 0.1 * j + 0.3 * noise[LATENT + j];
                for (int k = 0; k < LATENT; k++) {
                    x += (1.5 - 0.3 * k) * noise[k] * directions[k * FEATURES + j] / Math.sqrt(FEATURES);
                }
                rows[i][j] = (float) x;
            }
        }
        return FloatRows.of(rows);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTrainedLinearAutoencoderSpansThePrincipalSubspaceInAnotherBasis(boolean tied) {
        Training training = Training.defaults()
                .withEpochs(1000)
                .withBatch(300)
                .withLearningRate(0.02)
                .withSchedule(new Schedule.Cosine(0), 0)
                .withValidation(0, 0);
        Vae model =
                Trainer.fit(VaeSpec.linear(List.of(FEATURES), LATENT, tied), ROWS, training, TrainingListener.NONE, 1);
        PcaComparison comparison = PcaComparison.of(model, ROWS);
        assertEquals(LATENT, comparison.subspaceAngles().size());
        assertTrue(comparison.subspaceAngles().get(LATENT - 1) < 1e-2, comparison.toString());
        assertTrue(comparison.excess() > -1e-6 && comparison.excess() < 1e-4, comparison.toString());
        assertTrue(comparison.basisAngles().stream().allMatch(a -> a > 0.05), comparison.toString());
        assertEquals(Pca.fit(ROWS, LATENT).reconstructionError(ROWS), comparison.pcaError());
    }

    private static Vae model(double[]... directions) {
        VaeSpec spec = VaeSpec.linear(List.of(FEATURES), directions.length, true);
        Parameters weights = ModelFile.zeros(spec);
        float[] u = new float[directions.length * FEATURES];
        for (int i = 0; i < u.length; i++) {
            u[i] = (float) directions[i / FEATURES][i % FEATURES];
        }
        weights.set("mean.weight", u);
        return Tiny.model(spec, weights, Training.defaults());
    }

    private static double[] turned(double[] from, double[] towards, double angle) {
        double[] turned = new double[from.length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = Math.cos(angle) * from[i] + Math.sin(angle) * towards[i];
        }
        return turned;
    }

    @Test
    void principalComponentsThemselvesDifferInNothing() {
        PcaComparison comparison = PcaComparison.of(PcaModel.fit(ROWS, LATENT), ROWS);
        assertTrue(comparison.subspaceAngles().stream().allMatch(a -> a < 1e-6), comparison.toString());
        assertTrue(comparison.basisAngles().stream().allMatch(a -> a < 1e-6), comparison.toString());
        assertEquals(0, comparison.excess(), 1e-6);
        assertEquals(300, comparison.rows());
    }

    @Test
    void aTurnInsideTheSubspaceShowsInTheBasisOnly() {
        double[][] c = Pca.fit(ROWS, LATENT).components();
        PcaComparison comparison =
                PcaComparison.of(model(turned(c[0], c[1], 0.3), turned(c[1], c[0], -0.3), c[2]), ROWS);
        assertTrue(comparison.subspaceAngles().stream().allMatch(a -> a < 1e-6), comparison.toString());
        assertEquals(0.3, comparison.basisAngles().get(0), 1e-6);
        assertEquals(0.3, comparison.basisAngles().get(1), 1e-6);
        assertEquals(0, comparison.basisAngles().get(2), 1e-6);
    }

    @Test
    void aTurnOutOfTheSubspaceIsItsAngleWhateverTheLengths() {
        double[][] c = Pca.fit(ROWS, LATENT + 1).components();
        double[] out = turned(c[2], c[3], 0.2);
        for (int i = 0; i < FEATURES; i++) {
            out[i] *= 1e-3;
        }
        PcaComparison comparison = PcaComparison.of(model(c[0], c[1], out), ROWS);
        assertEquals(0, comparison.subspaceAngles().get(1), 1e-6);
        assertEquals(0.2, comparison.subspaceAngles().get(2), 1e-6);
        assertEquals(0.2, comparison.basisAngles().get(2), 1e-6);
        assertTrue(comparison.excess() > 0.01, comparison.toString());
    }

    @Test
    void whatIsNotLinearIsRefused() {
        Failures.refused(
                () -> PcaComparison.of(Tiny.model(Tiny.dense(), 1), Tiny.rows(9, 7, 1)), "not a linear autoencoder");
        VaeSpec linear = VaeSpec.linear(List.of(7), 2, false);
        VaeSpec bernoulli = new VaeSpec(List.of(7), linear.encoder(), 2, linear.decoder(), new Bernoulli());
        Failures.refused(
                () -> PcaComparison.of(Tiny.model(bernoulli, 1), Tiny.rows(9, 7, 1)), "not a linear autoencoder");
        Failures.refused(
                () -> PcaComparison.of(Tiny.model(linear.withInput(List.of(3)), 1), Tiny.rows(9, 7, 1)),
                "not a linear autoencoder");
        Failures.refused(() -> PcaComparison.of(Tiny.model(linear, 1), Tiny.rows(9, 8, 1)), "8 features");
        Failures.refused(() -> PcaComparison.of(model(new double[FEATURES]), ROWS), "spans nothing");
        Failures.rejected(
                () -> PcaComparison.of(Tiny.model(linear, 1), Pca.fit(Tiny.rows(9, 7, 1), 3), Tiny.rows(9, 7, 1)),
                "3 components");
        Failures.refused(() -> PcaComparison.of(Tiny.model(linear, 1), Tiny.rows(2, 7, 1)), "2 rows", "at most 1");
        // a Gaussian of any variance has the decoder's output as its mean
        VaeSpec wide = new VaeSpec(List.of(7), linear.encoder(), 2, linear.decoder(), new Gaussian(3));
        assertEquals(
                2,
                PcaComparison.of(Tiny.model(wide, 1), Tiny.rows(9, 7, 1))
                        .subspaceAngles()
                        .size());
    }
}
