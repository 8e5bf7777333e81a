package io.elbo.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.elbo.data.FloatRows;
import io.elbo.data.number.NumberFile;
import io.elbo.math.Vectors;
import io.elbo.test.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class IsolationForestTest {
    /** The data: a label, which is 1 for an anomaly, and four features. */
    private static final float[][] ANOMALIES = anomalies();

    private static final FloatRows ROWS = FloatRows.of(
            Arrays.stream(ANOMALIES).map(row -> Arrays.copyOfRange(row, 1, 5)).toArray(float[][]::new));

    private static float[][] anomalies() {
        try {
            return NumberFile.read(Path.of(IsolationForestTest.class
                            .getResource("anomalies.csv")
                            .toURI()))
                    .values();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The scores of scikit-learn, written by make.py. */
    private static JsonNode reference() {
        try (InputStream file = IsolationForestTest.class.getResourceAsStream("reference.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void itsMeanOverSeedsIsThatOfAnotherProgram() {
        JsonNode reference = reference();
        double[] scores = new double[330];
        double auroc = 0;
        int seeds = 20;
        for (int seed = 0; seed < seeds; seed++) {
            double[] one =
                    IsolationForest.fit(ROWS, new IsolationForest.Options(seed)).scores(ROWS);
            double area = auroc(one);
            double deviation = reference.get("standardDeviation").asDouble();
            assertEquals(reference.get("auroc").asDouble(), area, 5 * deviation);
            auroc += area / seeds;
            Vectors.add(scores, 1.0 / seeds, one);
        }
        double error = reference.get("standardDeviation").asDouble() / Math.sqrt(seeds);
        assertEquals(reference.get("auroc").asDouble(), auroc, 4.5 * error * Math.sqrt(2));
        JsonNode expected = reference.get("scores");
        double difference = 0;
        for (int row = 0; row < scores.length; row++) {
            assertEquals(expected.get(row).asDouble(), scores[row], 0.02, "row " + row);
            difference += (scores[row] - expected.get(row).asDouble()) / scores.length;
        }
        // the mean score of a forest has a standard deviation of 0.0035 over seeds
        assertEquals(0, difference, 4.5 * 0.0035 * Math.sqrt(2.0 / seeds));
    }

    /** Returns the fraction of pairs of an anomaly and a normal row in which the anomaly has the higher score. */
    private static double auroc(double[] scores) {
        double sum = 0;
        double pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (ANOMALIES[i][0] == 1 && ANOMALIES[j][0] == 0) {
                    sum += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return sum / pairs;
    }

    @Test
    void treesOfTwoRowsSplitOnceAndScoreAHalf() {
        FloatRows rows = FloatRows.of(new float[][] {{0, 3}, {1, 3}, {2, 3}});
        double[] scores = IsolationForest.fit(rows, new IsolationForest.Options(10, 2, 1))
                .scores(FloatRows.of(new float[][] {{-5, 3}, {1, 9}, {7, 7}}));
        assertArrayEquals(new double[] {0.5, 0.5, 0.5}, scores, 0);
    }

    @Test
    void equalRowsCannotBeSplitAndScoreAHalf() {
        FloatRows rows = FloatRows.of(new float[50][3]);
        double[] scores =
                IsolationForest.fit(rows, new IsolationForest.Options(3)).scores(rows);
        for (double score : scores) {
            assertEquals(0.5, score, 1e-15);
        }
    }

    /** Of 0, 1, 2, 3 and 1000, one split nearly always isolates the last; the others reach the depth limit of 3. */
    @Test
    void aRowFarAwayIsAloneAtOnce() {
        FloatRows rows = FloatRows.of(new float[][] {{0}, {1}, {2}, {3}, {1000}});
        double[] scores = IsolationForest.fit(rows, new IsolationForest.Options(400, 256, 1))
                .scores(rows);
        double expected = 2 * (Math.log(4) + 0.5772156649015329) - 8.0 / 5;
        assertEquals(1, -Math.log(scores[4]) / Math.log(2) * expected, 0.02);
        for (int row = 0; row < 4; row++) {
            double depth = -Math.log(scores[row]) / Math.log(2) * expected;
            assertTrue(depth > 2 && depth <= 4, "depth " + depth);
        }
    }

    /** Checks {@code 2 H(n - 1) - 2 (n - 1) / n} with the exact harmonic number, which the paper approximates by ln + gamma. */
    @Test
    void theDepthToExpectIsThatOfSearchTrees() {
        for (int n : new int[] {20, 256, 5000}) {
            double harmonic = 0;
            for (int i = 1; i < n; i++) {
                harmonic += 1.0 / i;
            }
            assertEquals(2 * harmonic - 2 * (n - 1.0) / n, IsolationTree.expectedDepth(n), 1.1 / n);
        }
        assertEquals(1, IsolationTree.expectedDepth(2));
        assertEquals(0, IsolationTree.expectedDepth(1));
    }

    @Test
    void theSeedDecides() {
        double[] one = IsolationForest.fit(ROWS, new IsolationForest.Options(1)).scores(ROWS);
        assertArrayEquals(
                one, IsolationForest.fit(ROWS, new IsolationForest.Options(1)).scores(ROWS));
        assertFalse(Arrays.equals(
                one, IsolationForest.fit(ROWS, new IsolationForest.Options(2)).scores(ROWS)));
    }

    /** A parallel stream runs in the pool that starts it. */
    @Test
    void threadsShowInNoScore() throws ExecutionException, InterruptedException {
        double[] one = in(1);
        assertArrayEquals(one, in(2));
        assertArrayEquals(one, in(7));
    }

    private static double[] in(int threads) throws ExecutionException, InterruptedException {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(() -> IsolationForest.fit(ROWS, new IsolationForest.Options(1))
                            .scores(ROWS))
                    .get();
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void wrongNumbersAreRefused() {
        Failures.rejected(() -> new IsolationForest.Options(0, 256, 1), "trees 0");
        Failures.rejected(() -> new IsolationForest.Options(1, 1, 1), "subsample 1");
        Failures.refused(
                () -> IsolationForest.fit(FloatRows.of(new float[1][1]), new IsolationForest.Options(1)), "1 row");
        IsolationForest forest = IsolationForest.fit(ROWS, new IsolationForest.Options(1));
        Failures.refused(() -> forest.scores(FloatRows.of(new float[1][3])), "3 columns", "rows of 4");
    }
}
