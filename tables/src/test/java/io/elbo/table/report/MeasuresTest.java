package io.elbo.table.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeasuresTest {
    private static final double NONE = Double.NaN;

    private static double share(double[] values, double atMost) {
        return Arrays.stream(values).filter(v -> v <= atMost).count()
                / (double) Arrays.stream(values).filter(v -> v == v).count();
    }

    @Test
    void kolmogorovSmirnovIsTheGreatestDifferenceAtAnyValue() {
        Random random = new Random(1);
        for (int trial = 0; trial < 50; trial++) {
            double[] a = random.doubles(1 + random.nextInt(30))
                    .map(u -> Math.round(9 * u))
                    .toArray();
            double[] b = random.doubles(1 + random.nextInt(30))
                    .map(u -> Math.round(9 * u * u))
                    .toArray();
            double most = 0;
            for (double value = 0; value <= 9; value++) {
                most = Math.max(most, Math.abs(share(a, value) - share(b, value)));
            }
            assertEquals(most, Distances.kolmogorovSmirnov(a, b), 1e-15);
        }
        assertEquals(1, Distances.kolmogorovSmirnov(new double[] {1, NONE}, new double[] {2, 3}));
        assertTrue(Double.isNaN(Distances.kolmogorovSmirnov(new double[] {NONE}, new double[] {2})));
    }

    @Test
    void totalVariationIsHalfTheSummedDifference() {
        // 1/2, 1/4, 1/4 beside 0, 1/2, 1/2
        assertEquals(
                0.5, Distances.totalVariation(new double[] {0, 0, 1, 2, NONE}, new double[] {1, 2, 1, 2}, 3), 1e-15);
        assertEquals(0, Distances.totalVariation(new double[] {0, 1}, new double[] {1, 0, 1, 0}, 2));
    }

    @Test
    void correlationIsCovarianceOverDeviations() {
        Random random = new Random(2);
        double[] a = random.doubles(200).map(u -> 1e6 + u).toArray();
        double[] b = Arrays.stream(a).map(x -> 3 * x + random.nextGaussian()).toArray();
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double[] sums = new double[3];
        for (int i = 0; i < a.length; i++) {
            sums[0] += (a[i] - meanA) * (b[i] - meanB);
            sums[1] += (a[i] - meanA) * (a[i] - meanA);
            sums[2] += (b[i] - meanB) * (b[i] - meanB);
        }
        assertEquals(sums[0] / Math.sqrt(sums[1] * sums[2]), Association.correlation(a, b), 1e-9);
        assertEquals(-1, Association.correlation(new double[] {1, 2, NONE, 3}, new double[] {3, 2, 9, 1}), 1e-15);
        assertTrue(Double.isNaN(Association.correlation(new double[] {1, 1}, new double[] {1, 2})));
    }

    @Test
    void cramersVOfTwoByTwoIsTheCorrelationOfTheFlags() {
        Random random = new Random(3);
        double[] a = random.doubles(300).map(u -> u < 0.3 ? 1 : 0).toArray();
        double[] b =
                Arrays.stream(a).map(x -> random.nextDouble() < 0.3 ? 1 - x : x).toArray();
        assertEquals(Math.abs(Association.correlation(a, b)), Association.cramersV(a, b, 2, 2), 1e-12);
        // levels that do not occur change nothing
        assertEquals(Association.cramersV(a, b, 2, 2), Association.cramersV(a, b, 5, 3), 1e-12);
        assertEquals(1, Association.cramersV(new double[] {0, 1, 2, 2}, new double[] {2, 0, 1, 1}, 3, 3), 1e-12);
        // what every row of a table of products has
        assertEquals(0, Association.cramersV(new double[] {0, 0, 1, 1}, new double[] {0, 1, 0, 1}, 2, 2), 1e-12);
    }

    @Test
    void theCorrelationRatioOfTwoLevelsIsTheCorrelationWithTheFlag() {
        Random random = new Random(4);
        double[] a = random.doubles(300).map(u -> u < 0.3 ? 1 : 0).toArray();
        double[] b = Arrays.stream(a).map(x -> x + random.nextGaussian()).toArray();
        assertEquals(Math.abs(Association.correlation(a, b)), Association.correlationRatio(a, b, 2), 1e-12);
        // between 1, 5 and 0 inside: all of the variance
        assertEquals(1, Association.correlationRatio(new double[] {0, 0, 1}, new double[] {1, 1, 5}, 2), 1e-12);
        // means 2 and 4 of (1, 3) and (3, 5): between 4 of 8
        assertEquals(
                Math.sqrt(0.5),
                Association.correlationRatio(new double[] {0, 0, 1, 1, NONE}, new double[] {1, 3, 3, 5, 7}, 2),
                1e-12);
    }

    @Test
    void distancesOfRowsAreThoseThatAreSaid() {
        int[] levels = {0, 3};
        double[] scales = {2, 1};
        float[][] rows = Privacy.embedded(
                new double[][] {{1, 0}, {5, 0}, {1, 2}, {NONE, 0}, {0, NONE}, {NONE, NONE}}, levels, scales);
        assertEquals(2, distance(rows[0], rows[1]), 1e-6);
        assertEquals(1, distance(rows[0], rows[2]), 1e-6);
        assertEquals(1, distance(rows[4], Privacy.embedded(new double[][] {{0, 1}}, levels, scales)[0]), 1e-6);
        assertEquals(1, distance(rows[3], rows[5]), 1e-6);
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += ((double) a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }

    @Test
    void copiesAreRowsThatAreEqualInAllColumns() {
        double[][] real = {{1, NONE}, {2, 3}};
        assertEquals(0.5, Privacy.copies(real, new double[][] {{1, NONE}, {1, 3}, {2, NONE}, {2, 3}}));
    }
}
