package io.elbo.statistics.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.test.Failures;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {
    /** Compares with reference.py, which uses scipy.linalg.sqrtm of S1 S2. */
    @Test
    void theDistanceOfTwoSetsAgreesWithSciPy() {
        float[][] first = Draws.bell(5, 100, 6);
        float[][] second = Draws.bell(6, 80, 6);
        double[] scale = {1, 2, 0.5, 1, 0.25, 4};
        double[] shift = {0, 1, 0, -1, 0, 0};
        for (float[] row : second) {
            for (int j = 0; j < 6; j++) {
                row[j] = (float) (row[j] * scale[j] + shift[j]);
            }
        }
        assertEquals(13.932703164180015, FrechetDistance.between(first, second), 1e-11);
        assertEquals(FrechetDistance.between(first, second), FrechetDistance.between(second, first), 1e-12);
    }

    /** Independent features: sum (m1 - m2)^2 + (s1 - s2)^2, in any rotation. */
    @Test
    void turnedDiagonalCovariancesHaveTheClosedForm() {
        double[][] turn = {{0.6, -0.8, 0}, {0.48, 0.36, -0.8}, {0.64, 0.48, 0.6}};
        double[] none = new double[3];
        double expected = 9 + 1 + 0.25 + (4 + 1 + 0.25);
        assertEquals(
                expected,
                FrechetDistance.ofGaussians(
                        none, turned(turn, 4, 9, 0.25), new double[] {2, -1, 0.5}, turned(turn, 25, 4, 0)),
                1e-13);
    }

    private static double[][] turned(double[][] turn, double... variances) {
        double[][] covariance = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    covariance[i][j] += turn[i][k] * variances[k] * turn[j][k];
                }
            }
        }
        return covariance;
    }

    /** In one dimension: (m1 - m2)^2 + (s1 - s2)^2, with s^2 divided by n - 1. */
    @Test
    void oneFeatureIsWorkedOutByHand() {
        float[][] first = {{0}, {2}}; // mean 1, variance 2
        float[][] second = {{1}, {5}, {9}}; // mean 5, variance 16
        double deviations = Math.sqrt(2) - 4;
        assertEquals(16 + deviations * deviations, FrechetDistance.between(first, second), 1e-14);
    }

    /** Shifts and scales all features alike. The moments follow, so sets of any rank have a known distance. */
    @Test
    void setsOfLowRankHaveTheDistanceOfTheirMoments() {
        float[][] rows = Draws.bell(20, 12, 40); // rank 11 in 40 dimensions
        for (float[] row : rows) {
            for (int j = 0; j < 40; j++) {
                row[j] = Math.round(row[j] * 1024) / 1024f; // so that 2 x + 1 is exact
            }
            row[3] = 1; // a pixel that never changes
            row[4] = row[5]; // and two that are one
        }
        double trace = 0;
        double[][] covariance = MeanCovariance.of("rows", rows).covariance();
        for (int j = 0; j < 40; j++) {
            trace += covariance[j][j];
        }
        assertEquals(0, FrechetDistance.between(rows, rows), 1e-12);
        float[][] moved = new float[12][40];
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < 40; j++) {
                moved[i][j] = 2 * rows[i][j] + 1;
            }
        }
        double[] mean = MeanCovariance.of("rows", rows).mean();
        double expected =
                trace + Arrays.stream(mean).map(m -> (m + 1) * (m + 1)).sum();
        assertEquals(expected, FrechetDistance.between(rows, moved), 1e-10);
        float[][] still = new float[12][40];
        assertEquals(trace + Arrays.stream(mean).map(m -> m * m).sum(), FrechetDistance.between(rows, still), 1e-11);
    }

    /** Variances over fourteen orders of magnitude, in rotated axes. The small ones must not drown in rounding. */
    @Test
    void badlyConditionedCovariancesKeepTheirSmallDirections() {
        int d = 30;
        double[][] turn = orthogonal(d);
        double[][] covariance = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                for (int k = 0; k < d; k++) {
                    covariance[i][j] += turn[i][k] * Math.pow(10, -k / 2.0) * turn[j][k];
                }
                covariance[j][i] = covariance[i][j];
            }
        }
        double distance = FrechetDistance.ofGaussians(new double[d], covariance, new double[d], covariance);
        assertTrue(distance < 1e-13, "" + distance);
    }

    /** One distribution has no variance where the other has all of its own, so rounding must not create a square root between them. */
    @Test
    void distributionsInDirectionsOfTheirOwnShareNothing() {
        int d = 30;
        double[][] turn = orthogonal(d);
        double[][][] covariances = new double[2][d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                for (int k = 0; k < d; k++) {
                    covariances[k % 2][i][j] += turn[i][k] * (1 + k) * turn[j][k];
                }
                for (double[][] covariance : covariances) {
                    covariance[j][i] = covariance[i][j];
                }
            }
        }
        double traces = d * (d + 1) / 2.0;
        assertEquals(
                traces,
                FrechetDistance.ofGaussians(new double[d], covariances[0], new double[d], covariances[1]),
                1e-11);
    }

    private static double[][] orthogonal(int d) {
        Random random = new Random(1);
        double[][] rows = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                rows[i][j] = random.nextGaussian();
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int other = 0; other < i; other++) {
                    double dot = dot(rows[i], rows[other]);
                    for (int j = 0; j < d; j++) {
                        rows[i][j] -= dot * rows[other][j];
                    }
                }
                double length = Math.sqrt(dot(rows[i], rows[i]));
                for (int j = 0; j < d; j++) {
                    rows[i][j] /= length;
                }
            }
        }
        return rows;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    @Test
    void momentsAreThoseOfTheDefinition() {
        float[][] rows = Draws.bell(21, 50, 35); // more columns than one strip
        MeanCovariance moments = MeanCovariance.of("rows", rows);
        for (int i = 0; i < 35; i++) {
            double meanI = Arrays.stream(Draws.column(rows, i)).average().orElseThrow();
            assertEquals(meanI, moments.mean()[i], 1e-14);
            for (int j = 0; j < 35; j++) {
                double meanJ = Arrays.stream(Draws.column(rows, j)).average().orElseThrow();
                double sum = 0;
                for (float[] row : rows) {
                    sum += (row[i] - meanI) * (row[j] - meanJ);
                }
                assertEquals(sum / 49, moments.covariance()[i][j], 1e-14);
            }
        }
    }

    @Test
    void whatHasNoCovarianceIsRefused() {
        float[][] two = {{1, 2}, {3, 4}};
        Failures.refused(() -> FrechetDistance.between(two, new float[][] {{1, 2}}), "the second rows", "at least two");
        Failures.refused(() -> FrechetDistance.between(two, new float[][] {{1}, {2}}), "2 numbers", "1");
        Failures.refused(
                () -> FrechetDistance.ofGaussians(
                        new double[2], new double[][] {{1, 2}, {2, 1}}, new double[2], new double[][] {{1, 0}, {0, 1}}),
                "eigenvalue -1");
        Failures.refused(
                () -> FrechetDistance.ofGaussians(
                        new double[1], new double[][] {{1}}, new double[2], new double[][] {{1, 0}, {0, 1}}),
                "1",
                "2");
    }
}
