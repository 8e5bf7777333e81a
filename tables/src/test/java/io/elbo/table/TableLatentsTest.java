package io.elbo.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.DataException;
import io.elbo.evaluation.Encoding;
import io.elbo.math.CounterRandom;
import io.elbo.statistics.measure.Ranking;
import io.elbo.training.TrainingListener;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a table's model says of latents, beside slow computations of the same. */
@Tag("slow")
class TableLatentsTest {
    private static final double[][] ROWS = Truth.rows(120, 1);
    private static final TableModel MODEL = TableModel.fit(
            Truth.SCHEMA,
            ROWS,
            TableSpec.of(120, 5)
                    .withModel(new TableTraining(
                            List.of(8),
                            2,
                            2,
                            0.5,
                            TableTraining.of(120, 5).training().withEpochs(2))),
            TrainingListener.NONE,
            1);

    @Test
    void theMeansOfTheEncodingAreThoseThatAreEncoded() {
        Encoding q = MODEL.encoding(ROWS);
        assertArrayEquals(MODEL.encode(ROWS)[5], q.mean(5));
        assertEquals(2, q.logVariance(5).length);
    }

    @Test
    void whatIsExpectedOfACellIsTheMeanOfItsDrawsOrTheirMostFrequentLevel() {
        float[] z = {0.3f, -0.7f};
        double[] expected = MODEL.decode(z)[0];
        Decoded decoded = new LatentDraws(MODEL.vae().networks(), MODEL.encoding(), 2).decode(new float[][] {z})[0];
        CounterRandom random = CounterRandom.of(3, "test");
        int draws = 20_000;
        for (int cell = 0; cell < decoded.count(); cell++) {
            int column = MODEL.encoding().columns().get(cell);
            CellDistribution distribution = decoded.cell(cell);
            double sum = 0;
            double squares = 0;
            int[] counts = new int[100];
            float[] uniform = new float[2];
            for (int i = 0; i < draws; i++) {
                random.uniform(i, cell, 0, uniform, 0, 2);
                double value = distribution.draw(uniform[0], uniform[1]);
                sum += value;
                squares += value * value;
                if (distribution instanceof CellDistribution.Level) {
                    counts[(int) value]++;
                }
            }
            if (distribution instanceof CellDistribution.Level) {
                int most = Arrays.stream(counts).max().orElseThrow();
                assertTrue(counts[(int) expected[column]] > most - 0.05 * draws, "column " + column);
            } else {
                double mean = sum / draws;
                double deviation = Math.sqrt(squares / draws - mean * mean);
                assertEquals(mean, expected[column], 0.1 * deviation, "column " + column);
            }
        }
        assertEquals(Truth.NAME, decoded.count(), "all columns but the name");
        assertTrue(Double.isNaN(expected[Truth.NAME]));
        assertThrows(DataException.class, () -> MODEL.decode(new float[] {1}));
    }

    @Test
    void theElboOfOneDrawIsItsEstimateAndOfManyIsBelowTheLikelihood() {
        assertArrayEquals(MODEL.logLikelihood(ROWS, 1, 7), MODEL.elbo(ROWS, 1, 7), 1e-9);
        double[] elbo = MODEL.elbo(ROWS, 50, 7);
        double[] likelihood = MODEL.logLikelihood(ROWS, 50, 7);
        for (int i = 0; i < ROWS.length; i++) {
            assertTrue(elbo[i] <= likelihood[i] + 1e-9, "Jensen's inequality, row " + i);
        }
    }

    @Test
    void pValuesCountTheHeldOutRowsThatScoreAsHigh() {
        double[] heldOut = MODEL.heldOutScores();
        assertEquals(MODEL.calibrationRows(), heldOut.length);
        TableScores scores = MODEL.score(ROWS);
        int n = heldOut.length;
        for (int i = 0; i < ROWS.length; i++) {
            double count = scores.pValue()[i] * (n + 1);
            assertEquals(Math.rint(count), count, 1e-9);
            // each fold has a scale of its own, so that the scores of all together tell it roughly
            assertEquals(Ranking.pValue(heldOut, scores.score()[i]), scores.pValue()[i], 0.2);
        }
    }
}
