package io.elbo.semi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Tiny;
import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.FloatRows;
import io.elbo.engine.Optimizer;
import io.elbo.layer.Activation;
import io.elbo.model.Gaussian;
import io.elbo.model.PointPosterior;
import io.elbo.spec.Binarization;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.statistics.baseline.LinearClassifier;
import io.elbo.test.Failures;
import io.elbo.training.TrainingListener;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** M1 and M1+M2 on stripes that lie on a plane in 12 dimensions, under noise. */
@Tag("slow")
class LatentClassifierTest {
    private static final int FEATURES = 12;
    private static final int LATENT = 4;

    private static Clusters train;
    private static Clusters test;
    private static Vae vae;

    @BeforeAll
    static void trainAutoencoder() {
        train = embedded(600, 1);
        test = embedded(600, 2);
        VaeSpec spec =
                VaeSpec.dense(List.of(FEATURES), List.of(32), LATENT, new Gaussian(0.05), Activation.Function.TANH);
        Training training = Training.defaults()
                .withEpochs(60)
                .withBatch(30)
                .withLearningRate(0.005)
                .withValidation(0, 0);
        vae = Trainer.fit(spec, train.rows(), training, TrainingListener.NONE, 1);
    }

    private static Clusters embedded(int count, long seed) {
        Clusters plane = Clusters.of(count, seed);
        Random axes = new Random(77);
        float[][] map = new float[2][FEATURES];
        for (float[] axis : map) {
            for (int j = 0; j < FEATURES; j++) {
                axis[j] = (float) (axes.nextGaussian() / Math.sqrt(FEATURES));
            }
        }
        Random noise = new Random(seed + 1000);
        float[][] rows = new float[count][FEATURES];
        float[] at = new float[2];
        for (int i = 0; i < count; i++) {
            plane.rows().read(i, at, 0);
            for (int j = 0; j < FEATURES; j++) {
                rows[i][j] = (float) (at[0] * map[0][j] + at[1] * map[1][j] + 0.2 * noise.nextGaussian());
            }
        }
        return new Clusters(FloatRows.of(rows), plane.labels());
    }

    @Test
    void m1IsTheLinearClassifierOfTheLatentsThatSaySomething() {
        LabelledSplit split = LabelledSplit.balanced(train.labels(), 60, 1);
        LinearClassifier.Options options = new LinearClassifier.Options(0.5);
        M1 m1 = M1.fit(vae, train.rows(), split, options);
        // two numbers make the data
        assertEquals(2, m1.latents().length);
        float[][] means = vae.encode(train.rows()).mean();
        for (int j = 0; j < LATENT; j++) {
            int latent = j;
            double variance = Tables.variance(means, j);
            boolean kept = java.util.Arrays.stream(m1.latents()).anyMatch(l -> l == latent);
            assertEquals(kept, variance > 0.01, "latent " + j + " has variance " + variance);
        }
        int[] rows = split.labelled();
        float[][] features = new float[rows.length][2];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < 2; j++) {
                features[i][j] = means[rows[i]][m1.latents()[j]];
            }
        }
        LinearClassifier linear = LinearClassifier.fit(FloatRows.of(features), split.labels(), options);
        double[][] expected = linear.probabilities(m1.features(test.rows()));
        double[][] found = m1.probabilities(test.rows());
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], found[i], 1e-4);
        }
        assertTrue(m1.errorRate(test.rows(), test.labels()) < 0.1);
        assertArrayEquals(features, m1.features(train.rows().select(rows)).toArray());
    }

    @Test
    void m2OnLatentsLearnsFromUnlabelledRows() {
        LabelledSplit split = LabelledSplit.balanced(train.labels(), 6, 3);
        M1 m1 = M1.fit(vae, train.rows(), split, new LinearClassifier.Options(0.1));
        M2Training training = Trainings.of(80, 30, new Optimizer.Adam(), 0.01, null, 0, 0.5, null, 0, 0, 1);
        M1M2 both = M1M2.fit(
                vae,
                new M2Spec.Networks(List.of(24), 1, Activation.Function.TANH, null),
                train.rows(),
                split,
                training,
                M2Listener.NONE,
                1);
        double alone = m1.errorRate(test.rows(), test.labels());
        double together = both.errorRate(test.rows(), test.labels());
        assertTrue(together < 0.5 * alone && together < 0.12, "M1 " + alone + ", M1+M2 " + together);
        assertArrayEquals(m1.latents(), both.latents());
        assertEquals(List.of(FEATURES), both.data());
        // a style decoded in the class of its row is near to the row
        int[] predicted = both.predict(test.rows());
        float[][] decoded = both.decode(both.styles(test.rows(), predicted), predicted);
        float[] row = new float[FEATURES];
        double squares = 0;
        for (int i = 0; i < 600; i++) {
            test.rows().read(i, row, 0);
            for (int j = 0; j < FEATURES; j++) {
                squares += (row[j] - decoded[i][j]) * (row[j] - decoded[i][j]) / (600 * FEATURES);
            }
        }
        assertTrue(squares < 0.1, "mean square " + squares);
    }

    @Test
    void autoencodersWithoutADistributionOfZAreRejected() {
        LabelledSplit split = LabelledSplit.balanced(train.labels(), 6, 3);
        Vae point = Tiny.model(vae.spec().withPosterior(new PointPosterior()), 1);
        LinearClassifier.Options options = new LinearClassifier.Options(1);
        Failures.rejected(() -> M1.fit(point, train.rows(), split, options), "vae: must be", "Gaussian");
        Vae conditional = Tiny.model(vae.spec().withCondition(List.of(3)), 1);
        Failures.rejected(() -> M1.fit(conditional, train.rows(), split, options), "without condition");
        Failures.rejected(
                () -> M1M2.fit(
                        vae,
                        new M2Spec.Networks(),
                        train.rows(),
                        split,
                        Trainings.of(1, 1, new Optimizer.Adam(), 1, null, 0, 1, Binarization.DYNAMIC, 0, 0, 1)),
                "binarization: M2 sees latents");
        Failures.refused(() -> M1.fit(vae, Tiny.rows(600, 5, 1), split, options), "5 features");
    }
}
