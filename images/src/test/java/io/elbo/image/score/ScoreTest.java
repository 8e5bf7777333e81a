package io.elbo.image.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Tiny;
import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.data.ImageShape;
import io.elbo.data.ImageSize;
import io.elbo.data.Rows;
import io.elbo.data.image.Images;
import io.elbo.data.image.Lines;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.file.ModelFile;
import io.elbo.layer.Activation;
import io.elbo.model.Bernoulli;
import io.elbo.model.Gaussian;
import io.elbo.model.Likelihood;
import io.elbo.model.MixturePrior;
import io.elbo.model.PointPosterior;
import io.elbo.rows.Examples;
import io.elbo.spec.Binarization;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ScoreTest {
    private static final List<Score> FAST = List.of(
            new NegativeElbo(3),
            new NegativeLogLikelihood(5),
            new LikelihoodRegret(6, 0.1, 3),
            new ComplexityCorrected(new NegativeElbo(2)),
            new ReconstructionError());

    private static final ImageShape SMALL = new ImageShape(10, 10, 1);

    private static Images lines(int rows, long seed) {
        return Lines.generate(rows, seed).resized(new ImageSize(10, 10));
    }

    private static Vae model(VaeSpec spec, Binarization binarization) {
        Training training = Training.defaults().withBinarization(binarization);
        return Tiny.model(spec, ModelFile.initial(spec, training), training);
    }

    private static Vae images(Likelihood likelihood, Binarization binarization) {
        return model(VaeSpec.dense(SMALL, 9, 3, likelihood), binarization);
    }

    @Test
    void threadsAndTheRowsAfterThemShowInNoScore() throws Exception {
        Vae vae = images(new Bernoulli(), Binarization.DYNAMIC);
        Images rows = lines(300, 1);
        for (Score score : FAST) {
            double[] all = score.of(vae, rows, 7);
            assertArrayEquals(Arrays.copyOf(all, 150), score.of(vae, rows.limit(150), 7), score.name());
            for (int threads : new int[] {1, 3}) {
                ForkJoinPool pool = new ForkJoinPool(threads);
                try {
                    assertArrayEquals(
                            all, pool.submit(() -> score.of(vae, rows, 7)).get(), score.name());
                } finally {
                    pool.shutdown();
                }
            }
            assertFalse(Arrays.equals(all, score.of(vae, rows, 8)), score.name() + " draws nothing by its seed");
        }
    }

    /** The evaluation uses one draw of z per row, another program and other draws. */
    @Tag("slow")
    @Test
    void theMeanOverRowsIsWhatAnEvaluationSays() {
        VaeSpec dense = VaeSpec.dense(List.of(6), List.of(5), 2, new Bernoulli(), Activation.Function.TANH);
        Rows grey = Tiny.rows(1500, 6, 1);
        Rows condition = Tiny.rows(1500, 4, 2);
        Map<Vae, Rows> cases = new LinkedHashMap<>();
        cases.put(model(dense, Binarization.NONE), grey);
        cases.put(model(dense, Binarization.DYNAMIC), grey);
        cases.put(model(dense, Binarization.THRESHOLD), grey);
        cases.put(model(dense.withPrior(new MixturePrior(3)), Binarization.NONE), grey);
        cases.put(model(dense.withCondition(List.of(4)), Binarization.NONE), new Examples(grey, null, condition));
        cases.put(model(dense.withInput(List.of(5)), Binarization.NONE), Examples.pairs(Tiny.rows(1500, 5, 3), grey));
        cases.forEach((vae, rows) -> {
            double elbo =
                    vae.evaluate(rows, EvaluationOptions.defaults()).elbo().value();
            double[] scores = new NegativeElbo(8).of(vae, rows, 5);
            assertEquals(
                    -elbo,
                    Arrays.stream(scores).average().orElseThrow(),
                    0.06,
                    vae.spec().toJson());
            double likelihood =
                    vae.evaluate(rows, new EvaluationOptions(10, null, 9)).logLikelihood();
            double[] densities = new NegativeLogLikelihood(10).of(vae, rows, 5);
            assertEquals(
                    -likelihood,
                    Arrays.stream(densities).average().orElseThrow(),
                    0.03,
                    vae.spec().toJson());
        });
    }

    @Test
    void aConditionIsPartOfTheScore() {
        VaeSpec spec = VaeSpec.dense(SMALL, 9, 3, new Bernoulli()).withCondition(List.of(2));
        Vae vae = Tiny.model(spec, 3);
        Images rows = lines(20, 1);
        for (Score score : FAST) {
            double[] zeros = score.of(vae, Examples.labelled(rows.withLabels(new int[20]), 2), 1);
            int[] ones = new int[20];
            Arrays.fill(ones, 1);
            double[] other = score.of(vae, Examples.labelled(rows.withLabels(ones), 2), 1);
            for (int i = 0; i < 20; i++) {
                assertTrue(zeros[i] != other[i], score.name());
            }
            DataException e = assertThrows(DataException.class, () -> score.of(vae, rows, 1));
            assertTrue(e.getMessage().contains("needs a condition"), e.getMessage());
        }
    }

    @Test
    void theReconstructionErrorIsThatOfTheMean() {
        Vae vae = Tiny.model(Tiny.dense(), 2);
        float[][] x = Tiny.values(9, 7, 4);
        float[][] made = vae.reconstruct(FloatRows.of(x));
        double[] scores = new ReconstructionError().of(vae, FloatRows.of(x), 1);
        for (int i = 0; i < x.length; i++) {
            double sum = 0;
            for (int j = 0; j < 7; j++) {
                sum += Math.pow((double) x[i][j] - made[i][j], 2);
            }
            assertEquals(sum / 7, scores[i], 1e-12);
        }
    }

    @Test
    void theComplexityIsTakenFromTheBitsOfTheBase() {
        Images rows = lines(12, 3);
        NegativeElbo base = new NegativeElbo(4);
        // in units of bytes the density of x / 255 costs 8 more bits per pixel
        Vae gaussian = images(new Gaussian(0.1), Binarization.NONE);
        double[] nats = base.of(gaussian, rows, 2);
        double[] scores = new ComplexityCorrected(base).of(gaussian, rows, 2);
        try (CompressedSize size = new CompressedSize(SMALL)) {
            for (int i = 0; i < 12; i++) {
                assertEquals(nats[i] / Math.log(2) + 800 - 8 * size.of(rows.copyOf(i)), scores[i], 1e-9);
            }
            Vae threshold = images(new Bernoulli(), Binarization.THRESHOLD);
            nats = base.of(threshold, rows, 2);
            scores = new ComplexityCorrected(base).of(threshold, rows, 2);
            for (int i = 0; i < 12; i++) {
                byte[] bits = rows.copyOf(i);
                for (int j = 0; j < bits.length; j++) {
                    bits[j] = (byte) (rows.pixel(i, j) >= 128 ? 255 : 0);
                }
                assertEquals(nats[i] / Math.log(2) - 8 * size.of(bits), scores[i], 1e-9);
            }
        }
    }

    /** Grey values of a Bernoulli are probabilities of bits, so an image of halves compresses like noise. */
    @Test
    void theComplexityOfGreyValuesOfABernoulliIsThatOfDrawsOfBits() {
        byte[] half = new byte[100];
        Arrays.fill(half, (byte) 128);
        Images rows = Images.of("half", 10, 10, 1, new byte[][] {half, new byte[100]});
        Vae vae = images(new Bernoulli(), Binarization.NONE);
        NegativeElbo base = new NegativeElbo(1);
        double[] nats = base.of(vae, rows, 1);
        double[] scores = new ComplexityCorrected(base).of(vae, rows, 1);
        double grey = nats[0] / Math.log(2) - scores[0];
        double black = nats[1] / Math.log(2) - scores[1];
        // ten lines of two bytes with ten used bits
        assertTrue(grey >= 100 && grey <= 8 * 25, grey + " bits");
        assertTrue(black <= 8 * 8, black + " bits");
    }

    @Test
    @Tag("slow")
    void aModelOfLinesTellsThemFromNoise() {
        VaeSpec spec = VaeSpec.dense(SMALL, 32, 4, new Bernoulli());
        Vae vae = Trainer.fit(
                spec,
                lines(1500, 1),
                Training.defaults().withEpochs(25).withBatch(50).withLearningRate(3e-3));
        Images ordinary = lines(150, 2);
        Map<String, Images> others = new LinkedHashMap<>();
        others.put("noise", Images.noise(SMALL, 150, 1));
        others.put("the same", ordinary);
        others.put("black", Images.of("black", 10, 10, 1, new byte[150][100]));
        List<Score> scores = new ArrayList<>(FAST);
        List<OutOfDistribution.Result> results = OutOfDistribution.compare(vae, ordinary, others, scores, 1);
        assertEquals(15, results.size());
        for (OutOfDistribution.Result result : results) {
            switch (result.against()) {
                case "noise" -> assertTrue(result.auroc() > 0.99, result.toString());
                case "the same" -> assertEquals(0.5, result.auroc(), result.toString());
                default -> {
                    // black is simpler than any line, so it is likely under the model although it is an anomaly
                    if (result.score() instanceof NegativeElbo) {
                        assertTrue(result.auroc() < 0.1, result.toString());
                    }
                    if (result.score() instanceof ComplexityCorrected) {
                        assertTrue(result.auroc() > 0.8, result.toString());
                    }
                }
            }
        }
        assertEquals(
                List.of("elbo", "elbo", "elbo", "log_likelihood"),
                results.stream().limit(4).map(r -> r.score().name()).toList());
    }

    @Test
    void aPlainAutoencoderHasItsReconstructionsOnly() {
        VaeSpec spec = VaeSpec.dense(SMALL, 9, 3, new Gaussian(1)).withPosterior(new PointPosterior());
        Vae vae = Tiny.model(spec, 1);
        Images rows = lines(5, 1);
        for (Score score : FAST) {
            if (score instanceof ReconstructionError) {
                assertEquals(5, score.of(vae, rows, 1).length);
                continue;
            }
            assertTrue(score.refuses(spec).isPresent());
            DataException e = assertThrows(DataException.class, () -> score.of(vae, rows, 1));
            assertTrue(e.getMessage().contains("use the reconstruction score"), e.getMessage());
        }
    }

    @Test
    void whatIsNoPictureHasNoComplexity() {
        Vae vae = Tiny.model(Tiny.dense(), 1);
        DataException e =
                assertThrows(DataException.class, () -> new ComplexityCorrected().of(vae, Tiny.rows(3, 7, 1), 1));
        assertTrue(e.getMessage().contains("needs images"), e.getMessage());
        Vae gaussian = images(new Gaussian(1), Binarization.NONE);
        float[][] bright = new float[2][100];
        bright[1][7] = 1.5f;
        e = assertThrows(
                DataException.class,
                () -> new ComplexityCorrected(new NegativeElbo(1)).of(gaussian, FloatRows.of(bright), 1));
        assertTrue(e.getMessage().startsWith("row 1, feature 7: 1.5;"), e.getMessage());
    }

    @Test
    void rowsThatDoNotFitAreRefused() {
        Vae vae = images(new Bernoulli(), Binarization.DYNAMIC);
        for (Score score : FAST) {
            assertThrows(DataException.class, () -> score.of(vae, Tiny.rows(3, 7, 1), 1), score.name());
        }
        Vae tiny = Tiny.model(LinearModel.model(0, 1).spec(), 1);
        float[][] huge = new float[3][LinearModel.N];
        huge[2][1] = 1e30f;
        DataException e = assertThrows(DataException.class, () -> new NegativeElbo(2).of(tiny, FloatRows.of(huge), 1));
        assertTrue(e.getMessage().startsWith("row 2: its score is not a finite number"), e.getMessage());
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new NegativeElbo(0));
        assertThrows(IllegalArgumentException.class, () -> new NegativeLogLikelihood(Score.MOST_SAMPLES + 1));
        assertThrows(IllegalArgumentException.class, () -> new LikelihoodRegret(0, 0.1, 1));
        assertThrows(IllegalArgumentException.class, () -> new LikelihoodRegret(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new LikelihoodRegret(1, Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new LikelihoodRegret(1, 0.1, -1));
        assertThrows(IllegalArgumentException.class, () -> new ComplexityCorrected(new ReconstructionError()));
        assertThrows(IllegalArgumentException.class, () -> new ComplexityCorrected(null));
    }

    @Test
    void everyScoreHasANameOfItsOwnAndOtherDraws() {
        assertEquals(
                List.of("elbo", "log_likelihood", "regret", "complexity", "reconstruction"),
                Score.all().stream().map(Score::name).toList());
        assertEquals(
                List.of(
                        new NegativeElbo(9),
                        new NegativeLogLikelihood(9),
                        new LikelihoodRegret().withSamples(9),
                        new ComplexityCorrected(new NegativeLogLikelihood(9)),
                        new ReconstructionError()),
                Score.all().stream().map(s -> s.withSamples(9)).toList());
        assertEquals(9, new LikelihoodRegret().withSteps(9).steps());
    }
}
