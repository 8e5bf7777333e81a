package io.elbo.image.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Tiny;
import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.data.image.Images;
import io.elbo.data.image.Lines;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.math.CounterRandom;
import io.elbo.model.PointPosterior;
import io.elbo.statistics.measure.FrechetDistance;
import io.elbo.statistics.measure.NearestNeighbours;
import io.elbo.statistics.measure.PrecisionRecall;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class GenerationReportTest {
    private static final Images TRAINING = Lines.generate(600, 1);
    private static final Images HELD_OUT = Lines.generate(200, 2);
    private static final Features FEATURES = PcaFeatures.fit(TRAINING, 1);

    private static float[][] noisy(float[][] rows, double deviation) {
        CounterRandom random = CounterRandom.of(5, "test");
        float[][] noisy = new float[rows.length][];
        float[] noise = new float[rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            random.normal(0, i, noise, 0, noise.length);
            noisy[i] = rows[i].clone();
            for (int j = 0; j < noise.length; j++) {
                noisy[i][j] += (float) deviation * noise[j];
            }
        }
        return noisy;
    }

    private static GenerationReport report(float[][] samples) {
        return GenerationReport.of(samples, TRAINING, HELD_OUT, FEATURES, 1);
    }

    @Test
    void heldOutImagesScoreWhatTheMeasuresSayOfThem() {
        Images training = TRAINING.limit(200);
        GenerationReport report = GenerationReport.of(HELD_OUT.toArray(), training, HELD_OUT, FEATURES, 1);
        assertEquals(report.heldOut(), report.samples());
        assertEquals(1, report.nearestRatio());
        assertEquals(200, report.rows());
        float[][] held = FEATURES.of(HELD_OUT);
        float[][] trained = FEATURES.of(training);
        assertEquals(FrechetDistance.between(held, trained), report.heldOut().frechet());
        PrecisionRecall manifold = PrecisionRecall.of(trained, held, 5);
        assertEquals(manifold.precision(), report.heldOut().precision());
        assertEquals(manifold.recall(), report.heldOut().recall());
        assertEquals(manifold.density(), report.heldOut().density());
        assertEquals(manifold.coverage(), report.heldOut().coverage());
        double[] nearest = Arrays.stream(NearestNeighbours.of(HELD_OUT.toArray(), training.toArray(), 1)
                        .distances())
                .mapToDouble(d -> d[0])
                .sorted()
                .toArray();
        assertEquals(nearest[100], report.heldOut().nearest());
        // the copy distance is half of the distance that 99 of 100 exceed
        assertTrue(report.heldOut().copies() <= 0.01);
    }

    @Test
    void copiesOfTrainingRowsAreFound() {
        float[][] samples = HELD_OUT.toArray();
        float[][] training = TRAINING.toArray();
        // every fourth row is a copy, half of them with a little noise
        float[][] copies = noisy(training, 0.01);
        for (int i = 0; i < 200; i += 4) {
            samples[i] = (i % 8 == 0 ? training : copies)[i];
        }
        assertEquals(0.25, report(samples).samples().copies());
        assertEquals(1, report(Arrays.copyOf(training, 200)).samples().copies());
        assertEquals(0, report(Arrays.copyOf(training, 200)).nearestRatio());
    }

    @Test
    void moreNoiseRanksWorse() {
        GenerationReport before = report(HELD_OUT.toArray());
        for (double deviation : new double[] {0.1, 0.2, 0.4}) {
            GenerationReport now = report(noisy(HELD_OUT.toArray(), deviation));
            assertTrue(now.samples().frechet() > before.samples().frechet(), "Frechet distance at " + deviation);
            assertTrue(now.samples().precision() <= before.samples().precision(), "precision at " + deviation);
            assertTrue(now.samples().coverage() <= before.samples().coverage(), "coverage at " + deviation);
            assertTrue(now.nearestRatio() > before.nearestRatio(), "nearest at " + deviation);
            assertEquals(before.heldOut(), now.heldOut());
            before = now;
        }
        assertTrue(before.samples().precision() < 0.2, () -> "all noise, precision of the last");
    }

    @Test
    void oneImageAgainAndAgainHasPrecisionButNoRecall() {
        float[][] same = new float[200][];
        Arrays.fill(same, HELD_OUT.toArray()[3]);
        GenerationReport report = report(same);
        assertTrue(
                report.samples().recall() <= 0.01,
                () -> "recall " + report.samples().recall());
        assertTrue(report.samples().coverage() < report.heldOut().coverage() / 4);
    }

    @Test
    void aModelIsJudgedByItsMeansAndItsDensity() {
        Vae vae = Tiny.model(Tiny.dense(), 3);
        FloatRows training = Tiny.rows(60, 7, 1);
        FloatRows heldOut = Tiny.rows(40, 7, 2);
        Features features = PcaFeatures.fit(training, 1);
        GenerationReport report = GenerationReport.of(
                vae, new PriorSampler(vae), training, heldOut, features, new GenerationReport.Options(30, 20, 1000, 9));
        assertEquals(
                GenerationReport.of(vae.sample(30, 9), training, heldOut, features, 9)
                        .samples(),
                report.samples());
        assertEquals(
                vae.evaluate(heldOut, new EvaluationOptions(20, null, 9)).logLikelihood(),
                report.logLikelihood().mean());
        assertEquals(40, report.logLikelihood().rows());
        Vae plain = Tiny.model(Tiny.dense().withPosterior(new PointPosterior()), 3);
        assertNull(GenerationReport.of(
                        plain,
                        new PriorSampler(plain),
                        training,
                        heldOut,
                        features,
                        new GenerationReport.Options(30, 20, 1000, 9))
                .logLikelihood());
    }

    @Test
    void tooFewRowsAreRefused() {
        DataException e = assertThrows(DataException.class, () -> report(new float[5][784]));
        assertEquals(
                "5 samples, 600 training and 200 held-out rows: judging needs more than 5 of each", e.getMessage());
    }
}
