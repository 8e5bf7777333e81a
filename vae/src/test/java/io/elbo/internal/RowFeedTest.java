package io.elbo.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Binarization;
import io.elbo.data.FloatRows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RowFeedTest {
    private static final float[] PROBABILITIES = {0, 0.1f, 0.25f, 0.5f, 0.9f, 1, 1, 0.02f, 0, 0, 0, 0, 0.7f};

    private static float[] draw(long seed, int step, int row) {
        float[][] rows = new float[1][];
        rows[0] = PROBABILITIES;
        RowFeed feed = new RowFeed(FloatRows.of(rows), Binarization.DYNAMIC, seed);
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
        RowFeed feed = new RowFeed(FloatRows.of(new float[][] {{1}, {2}, {3}, {4}}), Binarization.NONE, 1);
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
}
