package io.elbo.semi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Tiny;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.engine.Optimizer;
import io.elbo.layer.Activation;
import io.elbo.model.Bernoulli;
import io.elbo.model.Gaussian;
import io.elbo.model.LearnedGaussian;
import io.elbo.model.LearnedScale;
import io.elbo.spec.Binarization;
import io.elbo.spec.Schedule;
import io.elbo.statistics.baseline.LinearClassifier;
import io.elbo.test.Failures;
import io.elbo.training.DivergenceException;
import io.elbo.training.NonFiniteLossException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class M2Test {
    private static final M2Spec STRIPES = new M2Spec(
            List.of(2),
            Clusters.CLASSES,
            new LearnedGaussian(LearnedScale.DECODER),
            new M2Spec.Networks(List.of(24), 1, Activation.Function.TANH, null));

    /** Of 10 features and 3 classes. */
    private static final M2Spec SMALL = new M2Spec(
            List.of(10), 3, new Bernoulli(), new M2Spec.Networks(List.of(8, 6), 2, Activation.Function.RELU, null));

    private static M2Training stripes(int epochs, long seed) {
        return Trainings.of(epochs, 30, new Optimizer.Adam(), 0.01, null, 0, 0.5, null, 0, 0, seed);
    }

    private static M2Training small(Binarization binarization, double validation, int patience) {
        return Trainings.of(
                6,
                16,
                new Optimizer.Adam(),
                0.02,
                new Schedule.Cosine(0.1),
                5,
                0.1,
                binarization,
                validation,
                patience,
                3);
    }

    private static final FloatRows ROWS = Tiny.rows(90, 10, 4);

    private static LabelledSplit split(int labelled) {
        int[] labels = IntStream.range(0, 90)
                .map(i -> i < labelled ? i % 3 : LabelledSplit.UNKNOWN)
                .toArray();
        return LabelledSplit.of(labels);
    }

    private static M2 fit(M2Training training, M2Listener listener, int threads) {
        return M2.fit(SMALL, ROWS, split(30), training, listener, threads);
    }

    @Test
    void unlabelledRowsHelp() {
        Clusters train = Clusters.of(600, 1);
        Clusters test = Clusters.of(900, 2);
        double alone = 0;
        double together = 0;
        for (int seed = 3; seed <= 5; seed++) {
            LabelledSplit split = LabelledSplit.balanced(train.labels(), 6, seed);
            Rows labelled = train.rows().select(split.labelled());
            alone += LinearClassifier.fit(labelled, split.labels(), new LinearClassifier.Options(0.1))
                            .errorRate(test.rows(), test.labels())
                    / 3;
            M2 m2 = M2.fit(STRIPES, train.rows(), split, stripes(60, seed), M2Listener.NONE, 1);
            together += m2.errorRate(test.rows(), test.labels()) / 3;
        }
        // with two rows of a class, a plane between classes may lie anywhere
        assertTrue(alone > 0.2, "on labels alone " + alone);
        assertTrue(together < 0.05, "with unlabelled rows " + together);
    }

    @Test
    void whatIsDecodedForAClassIsOfThatClass() {
        Clusters train = Clusters.of(600, 1);
        LabelledSplit split = LabelledSplit.balanced(train.labels(), 30, 1);
        M2 m2 = M2.fit(STRIPES, train.rows(), split, stripes(40, 1), M2Listener.NONE, 1);
        float[][] styles = m2.sampleStyles(20, 5);
        float[][] rows = m2.everyClass(styles);
        int right = 0;
        for (int i = 0; i < rows.length; i++) {
            // across the stripes, classes lie at -1.5, 0 and 1.5
            double across = -0.6 * rows[i][0] + 0.8 * rows[i][1];
            right += Math.round(across / 1.5) + 1 == i % 3 ? 1 : 0;
        }
        assertEquals(60, right);
        // along them it is the style that says where, in all classes alike
        float[][] analogies = m2.analogies(FloatRows.of(new float[][] {{3.2f, 2.4f}}));
        for (float[] row : analogies) {
            assertEquals(4, 0.8 * row[0] + 0.6 * row[1], 1);
        }
        assertArrayEquals(styles[3], m2.sampleStyles(4, 5)[3]);
    }

    @Test
    void threadsShowInNoBit() {
        for (Binarization binarization : Binarization.values()) {
            M2Training training = small(binarization, 0.2, 0);
            String digest = fit(training, M2Listener.NONE, 1).digest();
            assertEquals(digest, fit(training, M2Listener.NONE, 2).digest());
            assertEquals(digest, fit(training, M2Listener.NONE, 3).digest());
            Assertions.assertNotEquals(
                    digest,
                    fit(training.with(t -> t.withSeed(4)), M2Listener.NONE, 1).digest());
        }
    }

    @Test
    void theBestEpochOnRowsHeldOutIsKept() {
        List<M2Epoch> heard = new ArrayList<>();
        List<Integer> best = new ArrayList<>();
        M2Listener listener = new M2Listener() {
            @Override
            public void started(int labelled, int unlabelled, long parameters) {
                assertEquals(20, labelled);
                assertEquals(60, unlabelled);
            }

            @Override
            public void epochEnded(M2Epoch metrics, boolean better) {
                heard.add(metrics);
                if (better) {
                    best.add(metrics.epoch());
                }
            }
        };
        M2 m2 = fit(small(Binarization.NONE, 1.0 / 3, 2), listener, 1);
        M2Epoch kept = m2.provenance().epoch();
        M2Epoch least = heard.stream()
                .min((a, b) -> a.validation().betterThan(b.validation())
                        ? -1
                        : b.validation().betterThan(a.validation()) ? 1 : 0)
                .orElseThrow();
        assertEquals(least.timeless(), kept);
        assertEquals(best.get(best.size() - 1), kept.epoch());
        assertTrue(heard.size() == 6 || heard.size() == kept.epoch() + 2, heard.toString());
        // the same with as many epochs ends in these weights: nothing later shows in them
        M2 shorter = fit(
                Trainings.of(6, 16, new Optimizer.Adam(), 0.02, new Schedule.Cosine(0.1), 5, 0.1, null, 1.0 / 3, 0, 3),
                new M2Listener() {
                    private boolean stop;

                    @Override
                    public void epochEnded(M2Epoch metrics, boolean better) {
                        stop = metrics.epoch() == kept.epoch();
                    }

                    @Override
                    public boolean stopRequested() {
                        return stop;
                    }
                },
                2);
        assertEquals(shorter.digest(), m2.digest());
    }

    @Test
    void aListenerMayEndATrainingBeforeTheFirstEpochHasEnded() {
        M2 m2 = fit(
                small(Binarization.NONE, 0, 0),
                new M2Listener() {
                    @Override
                    public boolean stopRequested() {
                        return true;
                    }
                },
                1);
        assertNull(m2.provenance().epoch());
        assertEquals(90, m2.predict(ROWS).length);
    }

    @Test
    void probabilitiesAddUpAndTheGreatestIsPredicted() {
        M2 m2 = fit(small(Binarization.THRESHOLD, 0, 0), M2Listener.NONE, 1);
        double[][] q = m2.probabilities(ROWS);
        int[] predicted = m2.predict(ROWS);
        for (int i = 0; i < q.length; i++) {
            assertEquals(1, Arrays.stream(q[i]).sum(), 1e-5);
            assertEquals(Arrays.stream(q[i]).max().orElseThrow(), q[i][predicted[i]]);
        }
        // what was trained on black and white sees black and white
        float[][] white = new float[90][10];
        float[] row = new float[10];
        for (int i = 0; i < 90; i++) {
            ROWS.read(i, row, 0);
            for (int j = 0; j < 10; j++) {
                white[i][j] = row[j] > 0.5 ? 1 : 0;
            }
        }
        assertArrayEquals(q, m2.probabilities(FloatRows.of(white)));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        M2Training training = small(Binarization.NONE, 0, 0);
        Failures.refused(() -> M2.fit(SMALL, Tiny.rows(90, 9, 1), split(30), training), "9 features", "takes 10, [10]");
        Failures.refused(() -> M2.fit(SMALL, Tiny.rows(80, 10, 1), split(30), training), "90 rows for 80 rows");
        Failures.refused(() -> M2.fit(SMALL, ROWS, split(90), training), "every row has a label");
        int[] two = new int[90];
        Arrays.fill(two, -1);
        two[0] = 0;
        two[1] = 1;
        Failures.refused(
                () -> M2.fit(SMALL, ROWS, LabelledSplit.of(two), training), "labels of 2 classes", "3 classes");
        float[][] outside = Tiny.values(90, 10, 1);
        outside[7][3] = 2;
        Failures.refused(
                () -> M2.fit(SMALL, FloatRows.of(outside), split(30), training), "row 7, feature 3: 2.0", "0 to 1");
        M2 m2 = fit(training, M2Listener.NONE, 1);
        Failures.refused(() -> m2.predict(Tiny.rows(3, 9, 1)), "9 features");
        Failures.refused(() -> m2.decode(new float[2][3], new int[2]), "styles have 3 numbers", "2 latents");
        Failures.refused(() -> m2.decode(new float[2][2], new int[3]), "3 labels for 2 rows");
        Failures.refused(() -> m2.decode(new float[2][2], new int[] {0, 3}), "label 3");
        Failures.rejected(() -> m2.sampleStyles(0, 1), "samples 0");
    }

    @Test
    void settingsThatCannotBeAreRejected() {
        M2Spec.Networks networks = SMALL.networks();
        Failures.rejected(() -> new M2Spec(List.of(10), 1, new Bernoulli(), networks), "classes 1: must be 2 to");
        Failures.rejected(() -> new M2Spec(List.of(10, 2), 3, new Bernoulli(), networks), "data: must be");
        Failures.rejected(() -> new M2Spec(List.of(0), 3, new Bernoulli(), networks), "data [0]");
        Failures.rejected(
                () -> new M2Spec.Networks(List.of(), 2, Activation.Function.RELU, null), "hidden: needs the units");
        Failures.rejected(() -> new M2Spec.Networks(List.of(5, 0), 2, Activation.Function.RELU, null), "hidden [5, 0]");
        Failures.rejected(() -> new M2Spec.Networks(List.of(5), 0, Activation.Function.RELU, null), "latent 0");
        Optimizer adam = new Optimizer.Adam();
        Failures.rejected(() -> M2Training.defaults().with(t -> t.withEpochs(0)), "epochs 0: must be 1 to");
        Failures.rejected(() -> Trainings.of(1, 0, adam, 1, null, 0, 0.1, null, 0, 0, 1), "batch 0");
        Failures.rejected(() -> Trainings.of(1, 1, adam, 0, null, 0, 0.1, null, 0, 0, 1), "learning_rate 0");
        Failures.rejected(() -> Trainings.of(1, 1, adam, 1, null, -1, 0.1, null, 0, 0, 1), "clip_norm -1");
        Failures.rejected(() -> Trainings.of(1, 1, adam, 1, null, 0, -0.1, null, 0, 0, 1), "alpha -0.1");
        Failures.rejected(() -> Trainings.of(1, 1, adam, 1, null, 0, 0.1, null, 0.6, 0, 1), "validation 0.6");
        Failures.rejected(() -> Trainings.of(1, 1, adam, 1, null, 0, 0.1, null, 0, -1, 1), "patience -1");
    }

    @Test
    void aLossThatIsNotFiniteEndsTheTraining() {
        M2Spec spec = new M2Spec(List.of(10), 3, new Gaussian(1e-30), SMALL.networks());
        M2Training wild = Trainings.of(20, 16, new Optimizer.Sgd(0.9), 100, null, 0, 0.1, null, 0, 0, 1);
        NonFiniteLossException e = Assertions.assertThrows(
                NonFiniteLossException.class, () -> M2.fit(spec, ROWS, split(30), wild, M2Listener.NONE, 1));
        assertTrue(e.getMessage().contains("is not a finite number"), e.getMessage());
    }

    /** All stays finite, and yet nothing is learnt. */
    @Test
    void aTrainingThatRunsAwayEndsInAFailureThatNamesTheLearningRate() {
        M2Spec spec = new M2Spec(List.of(10), 3, new Gaussian(0.1), SMALL.networks());
        M2Training wild = Trainings.of(3, 16, new Optimizer.Adam(), 50, null, 0, 0.1, null, 0, 0, 1);
        DivergenceException e = Assertions.assertThrows(
                DivergenceException.class, () -> M2.fit(spec, ROWS, split(30), wild, M2Listener.NONE, 1));
        assertTrue(e.getMessage().contains("the learning rate of 50.0"), e.getMessage());
        M2.fit(spec, ROWS, split(30), M2Training.defaults().with(t -> t.withEpochs(1)), M2Listener.NONE, 1);
    }
}
