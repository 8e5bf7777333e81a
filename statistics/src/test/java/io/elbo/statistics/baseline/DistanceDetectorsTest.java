package io.elbo.statistics.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistanceDetectorsTest {
    private static float[][] correlated(int n, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[n][];
        for (int i = 0; i < n; i++) {
            double a = random.nextGaussian();
            rows[i] = new float[] {
                (float) a, (float) (2 * a + 0.5 * random.nextGaussian()), (float) (3 + random.nextGaussian())
            };
        }
        return rows;
    }

    @Test
    void ofManyRowsItIsTheMahalanobisDistanceOfTheTrueCovariance() {
        MahalanobisDistance fitted = MahalanobisDistance.fit(FloatRows.of(correlated(200_000, 1)));
        float[][] probes = {{0, 0, 3}, {1, 2, 3}, {1, -2, 3}, {0, 1, 5}, {2, 4, 1}};
        double[] scores = fitted.scores(FloatRows.of(probes));
        for (int i = 0; i < probes.length; i++) {
            // of x and y 1, 2, 17/4; of the third 1; plus 0.0005 times the mean variance
            double more = 0.0005 * 6.25 / 3;
            double xx = 0.9995 + more;
            double xy = 0.9995 * 2;
            double yy = 0.9995 * 4.25 + more;
            double x = probes[i][0];
            double y = probes[i][1];
            double truth = Math.sqrt((yy * x * x - 2 * xy * x * y + xx * y * y) / (xx * yy - xy * xy)
                    + Math.pow(probes[i][2] - 3, 2) / (0.9995 + more));
            assertEquals(truth, scores[i], 0.05 * truth + 0.02, Arrays.toString(probes[i]));
        }
    }

    @Test
    void fewRowsOfManyFeaturesAreShrunkUntilTheDistancesAreFinite() {
        Random random = new Random(2);
        float[][] rows = new float[5][40];
        for (float[] row : rows) {
            for (int j = 0; j < 40; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        MahalanobisDistance fitted = MahalanobisDistance.fit(FloatRows.of(rows));
        float[][] other = {new float[40]};
        other[0][3] = 9;
        double far = fitted.scores(FloatRows.of(other))[0];
        assertEquals(ledoitWolf(rows, other[0]), far, 1e-4 * far);
    }

    /** By the definition: {@code C = (1 - s) S + s m I} with {@code s = (sum |x x^T - S|^2 / n^2) / |S - m I|^2}, inverted. */
    private static double ledoitWolf(float[][] rows, float[] probe) {
        int n = rows.length;
        int width = probe.length;
        double[] mean = Tables.mean(rows);
        double[][] sample = Tables.covariance(rows);
        double m = 0;
        for (int i = 0; i < width; i++) {
            m += sample[i][i] / width;
        }
        double distance = 0;
        double error = 0;
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                distance += Math.pow(sample[i][j] - (i == j ? m : 0), 2);
                for (float[] row : rows) {
                    error += Math.pow((row[i] - mean[i]) * (row[j] - mean[j]) - sample[i][j], 2) / n / n;
                }
            }
        }
        double s = Math.min(1, error / distance);
        double[][] shrunk = new double[width][width];
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                shrunk[i][j] = (1 - s) * sample[i][j] + (i == j ? s * m : 0);
            }
        }
        double[][] inverse = Tables.Inverse.of(shrunk).matrix();
        double sum = 0;
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                sum += (probe[i] - mean[i]) * inverse[i][j] * (probe[j] - mean[j]);
            }
        }
        return Math.sqrt(sum);
    }

    @Test
    void constantFeaturesAndASingleRowAreNoDivisionByZero() {
        double[] scores = MahalanobisDistance.fit(FloatRows.of(new float[][] {{1, 2}}))
                .scores(FloatRows.of(new float[][] {{1, 2}, {1, 4}}));
        assertEquals(0, scores[0]);
        assertEquals(2, scores[1], 1e-6);
        float[][] constant = correlated(500, 3);
        for (float[] row : constant) {
            row[2] = 7;
        }
        MahalanobisDistance fitted = MahalanobisDistance.fit(FloatRows.of(constant));
        // 5 away, in units of the mean variance of the other two
        double[][] covariance = Tables.covariance(constant);
        double variance = (covariance[0][0] + covariance[1][1]) / 2;
        assertEquals(5 / Math.sqrt(variance), fitted.scores(FloatRows.of(new float[][] {{0, 0, 12}}))[0], 0.02);
    }

    private static Rows withMissing(float[][] rows) {
        return new Rows() {
            @Override
            public int count() {
                return rows.length;
            }

            @Override
            public int width() {
                return rows[0].length;
            }

            @Override
            public void read(int row, float[] to, int offset) {
                System.arraycopy(rows[row], 0, to, offset, rows[row].length);
            }
        };
    }

    @Test
    void aRelationIsFoundThoughAThirdOfTheValuesIsMissing() {
        float[][] rows = correlated(3000, 11);
        Random random = new Random(12);
        for (float[] row : rows) {
            if (random.nextBoolean()) {
                row[random.nextInt(3)] = Float.NaN;
            }
        }
        MahalanobisDistance fitted = MahalanobisDistance.fit(withMissing(rows));
        double[] scores = fitted.scores(withMissing(new float[][] {
            {1, 2, 3}, {1, -1, 3}, {1, Float.NaN, 3}, {Float.NaN, Float.NaN, Float.NaN}, {Float.NaN, -1, 3}
        }));
        assertTrue(scores[0] < 1.5 && scores[1] > 4.5, Arrays.toString(scores));
        // a missing value counts as ordinary: 1 each
        assertEquals(Math.sqrt(2), scores[2], 0.1);
        assertEquals(Math.sqrt(3), scores[3], 1e-9);
        assertTrue(scores[4] < 2);
    }

    @Test
    void itComesBackFromItsNumbers() {
        MahalanobisDistance fitted = MahalanobisDistance.fit(FloatRows.of(correlated(300, 4)));
        Rows rows = FloatRows.of(correlated(20, 5));
        assertArrayEquals(
                fitted.scores(rows),
                MahalanobisDistance.of(fitted.mean(), fitted.covariance()).scores(rows));
        assertThrows(IllegalArgumentException.class, () -> MahalanobisDistance.of(new double[1], new double[2][2]));
        assertThrows(IllegalArgumentException.class, () -> MahalanobisDistance.of(new double[1], new double[][] {{0}}));
    }

    @Test
    void oneSetWithAsManyCentresAsRowsIsTheDistanceToTheNearestRow() {
        float[][] rows = correlated(40, 6);
        CentreDistance fitted = CentreDistance.fit(FloatRows.of(rows), new CentreDistance.Options(1, 40, 40, 1, 1));
        float[][] probes = correlated(30, 7);
        double[] scores = fitted.scores(FloatRows.of(probes));
        for (int i = 0; i < probes.length; i++) {
            double nearest = Double.POSITIVE_INFINITY;
            for (float[] row : rows) {
                double sum = 0;
                for (int j = 0; j < 3; j++) {
                    sum += Math.pow((double) row[j] - probes[i][j], 2);
                }
                nearest = Math.min(nearest, Math.sqrt(sum));
            }
            assertEquals(nearest, scores[i], 1e-6);
        }
    }

    @Test
    void aSmallClusterHasNoCentreOfItsOwn() {
        float[][] rows = correlated(400, 8);
        for (int i = 0; i < 16; i++) {
            rows[i] = new float[] {20 + i % 4, -20, 0};
        }
        CentreDistance fitted = CentreDistance.fit(FloatRows.of(rows), new CentreDistance.Options(30, 256, 8, 25, 1));
        double[] scores = fitted.scores(FloatRows.of(rows));
        double ordinary = Arrays.stream(scores, 16, 400).max().orElseThrow();
        assertTrue(Arrays.stream(scores, 0, 16).min().orElseThrow() > 2 * ordinary);
    }

    @Test
    void noRowIsACentreWhereCentresNeedSeveral() {
        float[][] rows = correlated(200, 9);
        CentreDistance fitted = CentreDistance.fit(FloatRows.of(rows), new CentreDistance.Options(5, 100, 30, 3, 2));
        for (float[][] set : fitted.centres()) {
            for (float[] centre : set) {
                assertTrue(Arrays.stream(rows).noneMatch(row -> Arrays.equals(row, centre)));
            }
        }
        Rows probes = FloatRows.of(correlated(10, 10));
        assertArrayEquals(
                fitted.scores(probes), CentreDistance.of(fitted.centres()).scores(probes));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new CentreDistance.Options(0, 1, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> CentreDistance.of(new float[0][][]));
        assertThrows(IllegalArgumentException.class, () -> CentreDistance.of(new float[][][] {{}}));
        assertThrows(IllegalArgumentException.class, () -> CentreDistance.of(new float[][][] {{{1}}, {{1, 2}}}));
        CentreDistance one = CentreDistance.of(new float[][][] {{{1, 2}}});
        assertThrows(DataException.class, () -> one.scores(FloatRows.of(new float[][] {{1}})));
    }
}
