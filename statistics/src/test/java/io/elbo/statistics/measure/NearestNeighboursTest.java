package io.elbo.statistics.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elbo.test.Failures;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {
    /** Tables of several blocks with narrow and wide rows, some of them equal. */
    @Test
    void allPairsSortedGiveTheSameRowsAndDistances() {
        for (int width : new int[] {1, 3, 4, 6, 50, 1100}) {
            int n = width == 1 ? 17_000 : width < 10 ? 6000 : 300;
            float[][] rows = Draws.bell(30, 150, width);
            float[][] many = IntStream.range(0, n)
                    .mapToObj(i -> rows[i * 7 % 149].clone())
                    .toArray(float[][]::new);
            for (int i = 0; i < n; i += 3) {
                many[i][0] += i * 0x1p-10f;
            }
            float[][] queries = IntStream.range(0, 9).mapToObj(i -> rows[i]).toArray(float[][]::new);
            NearestNeighbours found = NearestNeighbours.of(queries, many, 4);
            for (int q = 0; q < queries.length; q++) {
                check(found, q, queries[q], many, -1, 4);
            }
        }
    }

    /** 100 rows of 1100 features make blocks of 16 rows; one, two or all blocks are packed at once. */
    @Test
    void allRowsAreVisitedInOrderWhateverIsPackedAtOnce() {
        float[][] rows = Draws.bell(39, 100, 1100);
        float[][] queries = Draws.bell(40, 40, 1100); // more than one group
        double[][] whole = new double[40][100];
        PairwiseDistances.visit(
                queries,
                rows,
                (query, first, count, squared) -> System.arraycopy(squared, 0, whole[query], first, count));
        for (int slab : new int[] {1, 2 * 16 * 1100}) {
            double[][] parts = new double[40][100];
            int[] next = new int[40];
            PairwiseDistances.visit(queries, rows, slab, (query, first, count, squared) -> {
                assertEquals(next[query], first, "in order");
                System.arraycopy(squared, 0, parts[query], first, count);
                next[query] = first + count;
            });
            for (int query = 0; query < 40; query++) {
                assertEquals(100, next[query]);
                assertArrayEquals(whole[query], parts[query]);
            }
        }
    }

    @Test
    void withinATableTheRowItselfIsNoNeighbour() {
        float[][] rows = Draws.bell(31, 120, 5);
        rows[100] = rows[7].clone();
        NearestNeighbours found = NearestNeighbours.within(rows, 3);
        for (int i = 0; i < rows.length; i++) {
            check(found, i, rows[i], rows, i, 3);
        }
        assertEquals(100, found.rows()[7][0]);
        assertEquals(0, found.distances()[7][0]);
        assertEquals(7, found.rows()[100][0]);
    }

    private static void check(NearestNeighbours found, int query, float[] from, float[][] rows, int without, int k) {
        double[] distances = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double sum = 0;
            for (int j = 0; j < from.length; j++) {
                sum += ((double) from[j] - rows[i][j]) * ((double) from[j] - rows[i][j]);
            }
            distances[i] = Math.sqrt(sum);
        }
        int[] expected = IntStream.range(0, rows.length)
                .filter(i -> i != without)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> distances[i]))
                .limit(k)
                .mapToInt(i -> i)
                .toArray();
        assertArrayEquals(expected, found.rows()[query]);
        for (int i = 0; i < k; i++) {
            assertEquals(distances[expected[i]], found.distances()[query][i], "the same sum, in the same order");
        }
    }

    @Test
    void aCopyIsAtDistanceZeroAndAThreeFourFiveTriangleAtFive() {
        float[][] rows = {{1e6f, 1e-6f}, {1e6f + 3, 4 + 1e-6f}, {0, 0}};
        NearestNeighbours found = NearestNeighbours.of(new float[][] {{1e6f, 1e-6f}}, rows, 2);
        assertArrayEquals(new int[] {0, 1}, found.rows()[0]);
        assertEquals(0, found.distances()[0][0]);
        assertEquals(5, found.distances()[0][1], 1e-6);
    }

    @Test
    void moreNeighboursThanRowsAreRefused() {
        float[][] rows = Draws.bell(32, 3, 2);
        assertEquals(3, NearestNeighbours.of(rows, rows, 3).rows()[0].length);
        Failures.refused(() -> NearestNeighbours.of(rows, rows, 4), "nearest 4 of 3 rows");
        Failures.refused(() -> NearestNeighbours.within(rows, 3), "nearest 3 of 2 other rows");
        Failures.rejected(() -> NearestNeighbours.of(rows, rows, 0), "neighbours 0", "at least 1");
        Failures.refused(() -> NearestNeighbours.of(Draws.bell(1, 3, 3), rows, 1), "3 numbers", "2");
        Failures.refused(() -> NearestNeighbours.of(rows, new float[0][], 1), "the rows", "no rows");
        Failures.refused(() -> NearestNeighbours.of(new float[][] {{1, 2}, {1}}, rows, 1), "the queries", "row 1");
        Failures.refused(() -> NearestNeighbours.of(new float[1][0], rows, 1), "the queries", "row 0");
    }
}
