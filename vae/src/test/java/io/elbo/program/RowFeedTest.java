package io.elbo.program;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.FloatRows;
import io.elbo.data.image.Corruption;
import io.elbo.data.image.Masking;
import io.elbo.engine.Graph;
import io.elbo.engine.Shape;
import io.elbo.rows.Examples;
import io.elbo.spec.Binarization;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RowFeedTest {
    private static final float[] PROBABILITIES = {0, 0.1f, 0.25f, 0.5f, 0.9f, 1, 1, 0.02f, 0, 0, 0, 0, 0.7f};

    private static RowFeed feed(Examples rows, Binarization binarization, Corruption corruption, long seed) {
        Graph graph = new Graph();
        Input.X.of(graph, Shape.of(rows.seen().width()));
        Input.TARGET.of(graph, Shape.of(rows.width()));
        Input.CONDITION.of(graph, Shape.of(1));
        Input.WEIGHT.of(graph, Shape.of(1));
        return new RowFeed(graph, rows, new RowFeed.Treatment(binarization, corruption), null, seed);
    }

    private static float[] draw(long seed, int step, int row) {
        float[][] rows = new float[1][];
        rows[0] = PROBABILITIES;
        RowFeed feed = feed(Examples.of(FloatRows.of(rows)), Binarization.DYNAMIC, null, seed);
        feed.batch(new int[50], 0, step, row);
        float[] x = new float[PROBABILITIES.length + 3];
        feed.fill(0, 0, x, 2);
        return Arrays.copyOfRange(x, 2, 2 + PROBABILITIES.length);
    }

    @Test
    void dynamicBinarizationHasTheValuesAsProbabilities() {
        int draws = 8000;
        double[] sums = new double[PROBABILITIES.length];
        for (int i = 0; i < draws; i++) {
            float[] x = draw(3, i / 100, i % 100);
            for (int j = 0; j < x.length; j++) {
                assertTrue(x[j] == 0 || x[j] == 1);
                sums[j] += x[j];
            }
        }
        for (int j = 0; j < sums.length; j++) {
            double p = PROBABILITIES[j];
            assertEquals(p, sums[j] / draws, 4 * Math.sqrt(p * (1 - p) / draws));
        }
    }

    @Test
    void drawsGoBySeedStepAndRow() {
        assertArrayEquals(draw(3, 1, 2), draw(3, 1, 2));
        int same = 0;
        for (int i = 0; i < 20; i++) {
            same += Arrays.equals(draw(i, 1, 2), draw(i, 2, 2)) ? 1 : 0;
            same += Arrays.equals(draw(i, 1, 2), draw(i, 1, 3)) ? 1 : 0;
            same += Arrays.equals(draw(i, 1, 2), draw(i + 100, 1, 2)) ? 1 : 0;
        }
        assertFalse(same > 30, same + " of 60 draws are the same");
    }

    @Test
    void rowsComeInTheOrderOfTheBatch() {
        RowFeed feed = feed(Examples.of(FloatRows.of(new float[][] {{1}, {2}, {3}, {4}})), Binarization.NONE, null, 1);
        float[] x = new float[1];
        feed.batch(new int[] {3, 0, 2, 1}, 2, 1, 0);
        feed.fill(0, 0, x, 0);
        assertEquals(3, x[0]);
        feed.fill(0, 1, x, 0);
        assertEquals(2, x[0]);
        feed.batch(null, 1, 1, 0);
        feed.fill(0, 2, x, 0);
        assertEquals(4, x[0]);
    }

    @Test
    void theEncoderSeesTheCorruptedRowAndTheTargetStaysAsItIs() {
        float[][] rows = new float[2][400];
        Arrays.fill(rows[0], 0.25f);
        Arrays.fill(rows[1], 0.75f);
        RowFeed feed = feed(Examples.of(FloatRows.of(rows)), Binarization.NONE, new Masking(0.5), 1);
        feed.batch(new int[] {1, 0}, 0, 7, 0);
        float[] x = new float[400];
        float[] target = new float[400];
        feed.fill(0, 0, x, 0);
        feed.fill(1, 0, target, 0);
        assertArrayEquals(rows[1], target);
        int masked = 0;
        for (float value : x) {
            assertTrue(value == 0 || value == 0.75f);
            masked += value == 0 ? 1 : 0;
        }
        assertEquals(200, masked, 50);
        float[] again = new float[400];
        feed.fill(0, 0, again, 0);
        assertArrayEquals(x, again);
        feed.batch(new int[] {1, 0}, 0, 8, 0);
        feed.fill(0, 0, again, 0);
        assertFalse(Arrays.equals(x, again));
    }

    @Test
    void pairsConditionsAndTheObjectivesWeightGoToTheirInputs() {
        Examples examples = new Examples(
                FloatRows.of(new float[][] {{1}, {2}}),
                FloatRows.of(new float[][] {{3, 4}, {5, 6}}),
                FloatRows.of(new float[][] {{7}, {8}}));
        RowFeed feed = feed(examples, Binarization.NONE, null, 1);
        feed.batch(null, 1, 1, 0);
        feed.weight(0.25);
        float[] to = new float[5];
        feed.fill(0, 0, to, 0);
        feed.fill(1, 0, to, 2);
        feed.fill(2, 0, to, 3);
        feed.fill(3, 0, to, 4);
        assertArrayEquals(new float[] {5, 6, 2, 8, 0.25f}, to);
    }

    /** The same draw on both sides, or a denoising model would be asked for another image than it was shown. */
    @Test
    void targetAndInputAreBinarizedAlike() {
        float[][] rows = new float[1][];
        rows[0] = PROBABILITIES;
        RowFeed feed = feed(Examples.of(FloatRows.of(rows)), Binarization.DYNAMIC, null, 1);
        feed.batch(null, 0, 3, 0);
        float[] x = new float[PROBABILITIES.length];
        float[] target = new float[PROBABILITIES.length];
        feed.fill(0, 0, x, 0);
        feed.fill(1, 0, target, 0);
        assertArrayEquals(x, target);
    }
}
