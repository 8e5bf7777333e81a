package io.elbo.statistics.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elbo.data.FloatRows;
import io.elbo.test.Failures;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighboursTest {
    private static final FloatRows LINE = FloatRows.of(new float[][] {{0}, {1}, {2}, {10}, {11}, {14}});

    @Test
    void theLabelOfMostNeighboursIsPredicted() {
        int[] labels = {5, 5, 7, 7, 7, 5};
        NearestNeighbourClassifier fit = NearestNeighbourClassifier.fit(LINE, labels, 3);
        assertArrayEquals(new int[] {5, 7, 7}, fit.predict(FloatRows.of(new float[][] {{0.4f}, {9}, {12}})));
        assertEquals(4.0 / 6, fit.accuracy(LINE, new int[] {5, 5, 5, 7, 5, 5}), 1e-15);
    }

    @Test
    void ofLabelsWithAsManyVotesThatOfTheNearestCounts() {
        int[] labels = {1, 2, 3, 1, 2, 3};
        NearestNeighbourClassifier fit = NearestNeighbourClassifier.fit(LINE, labels, 3);
        assertArrayEquals(new int[] {3, 2}, fit.predict(FloatRows.of(new float[][] {{1.7f}, {12}})));
        // both at distance 1/2: the lower row
        assertArrayEquals(
                new int[] {1},
                NearestNeighbourClassifier.fit(LINE, labels, 2).predict(FloatRows.of(new float[][] {{0.5f}})));
    }

    @Test
    void scoresAreTheDistancesToTheKthNeighbour() {
        double[] scores = KnnDistance.fit(LINE, 2).scores(FloatRows.of(new float[][] {{0}, {12}, {20}, {-4}}));
        assertArrayEquals(new double[] {1, 2, 9, 5}, scores, 0);
    }

    /** By sorting all distances; of more features than are summed at once. */
    @Test
    void theNeighboursAreThoseOfSortedDistances() {
        for (int features : new int[] {3, 64, 150}) {
            float[][] rows = Tables.normals(1, 120, features);
            float[][] queries = Tables.normals(2, 37, features);
            int k = 7;
            Neighbours.Nearest[] found =
                    new Neighbours(RowMatrix.of(FloatRows.of(rows))).of(RowMatrix.of(FloatRows.of(queries)), k);
            for (int query = 0; query < queries.length; query++) {
                float[] q = queries[query];
                int[] sorted = IntStream.range(0, rows.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(row -> distance(rows[row], q)))
                        .mapToInt(row -> row)
                        .toArray();
                for (int rank = 0; rank < k; rank++) {
                    assertEquals(sorted[rank], found[query].row(rank));
                    assertEquals(distance(rows[sorted[rank]], q), found[query].distance(rank), 1e-12);
                }
            }
        }
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += Math.pow((double) a[j] - b[j], 2);
        }
        return Math.sqrt(sum);
    }

    @Test
    void wrongNumbersAreRefused() {
        Failures.rejected(() -> KnnDistance.fit(LINE, 7), "neighbours 7", "6 rows");
        Failures.rejected(() -> NearestNeighbourClassifier.fit(LINE, new int[] {1, 2, 1, 2, 1, 2}, 0), "neighbours 0");
        Failures.refused(() -> NearestNeighbourClassifier.fit(LINE, new int[2], 1), "2 labels");
        Failures.refused(() -> KnnDistance.fit(LINE, 1).scores(FloatRows.of(new float[1][2])), "2 features");
    }
}
