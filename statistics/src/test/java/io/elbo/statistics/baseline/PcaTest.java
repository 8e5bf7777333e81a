package io.elbo.statistics.baseline;

import static io.elbo.statistics.baseline.Tables.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.math.Orthonormal;
import io.elbo.math.Vectors;
import io.elbo.test.Failures;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PcaTest {
    /** Orthogonal vectors of length 2. */
    private static final float[][] AXES = {{1, 1, 1, 1}, {1, -1, 1, -1}, {1, 1, -1, -1}, {1, -1, -1, 1}};

    private static final float[] MEAN = {5, -3, 0.5f, 100};

    /** A step to each side along each axis: the variance along axis i is {@code 2 (2 steps[i])^2 / 8}. */
    private static float[][] cross(float... steps) {
        float[][] rows = new float[8][4];
        for (int row = 0; row < 8; row++) {
            for (int j = 0; j < 4; j++) {
                rows[row][j] = MEAN[j] + (row % 2 == 0 ? 1 : -1) * steps[row / 2] * AXES[row / 2][j];
            }
        }
        return rows;
    }

    @Test
    void aCovarianceThatIsKnownIsFound() {
        Pca pca = Pca.fit(FloatRows.of(cross(1, 4, 0.5f, 2)), 3);
        assertClose(new double[] {5, -3, 0.5, 100}, pca.mean(), 1e-14);
        assertClose(new double[] {16, 4, 1}, pca.variances(), 1e-13);
        assertEquals(21.25, pca.totalVariance(), 1e-13);
        double[][] expected = {{0.5, -0.5, 0.5, -0.5}, {0.5, -0.5, -0.5, 0.5}, {0.5, 0.5, 0.5, 0.5}};
        for (int k = 0; k < 3; k++) {
            double dot = Vectors.dot(expected[k], pca.components()[k]);
            assertEquals(1, Math.abs(dot), 1e-14);
        }
    }

    @Test
    void itIsThatOfAnotherProgram() {
        Tables.Labelled table = Tables.read("factors.csv");
        JsonNode reference = Tables.reference("pca");
        Pca pca = Pca.fit(table.rows(), 3);
        double[] variances = pca.variances();
        for (int k = 0; k < 3; k++) {
            // scikit-learn divides by n - 1
            assertEquals(reference.get("variances").get(k).asDouble(), variances[k] * 80 / 79, 1e-12);
            assertClose(Tables.numbers(reference.get("components").get(k)), pca.components()[k], 1e-12);
        }
    }

    /** Copies of rows change neither mean nor covariance, but give more rows than features. */
    @Test
    void fewerRowsThanFeaturesGiveTheSameAsTheirCopies() {
        float[][] few = Tables.correlated(1, 12, 30);
        float[][] copies = Stream.of(few, few, few).flatMap(Stream::of).toArray(float[][]::new);
        Pca byRows = Pca.fit(FloatRows.of(few), 11);
        Pca byFeatures = Pca.fit(FloatRows.of(copies), 11);
        assertClose(byFeatures.mean(), byRows.mean(), 1e-12);
        assertEquals(byFeatures.totalVariance(), byRows.totalVariance(), 1e-10);
        for (int k = 0; k < 11; k++) {
            assertEquals(1, byRows.variances()[k] / byFeatures.variances()[k], 1e-11);
            assertClose(byFeatures.components()[k], byRows.components()[k], 1e-10);
        }
    }

    @Test
    void componentsAreOrthonormalEvenWhereNothingVaries() {
        float[][] line = new float[7][9];
        for (int row = 0; row < line.length; row++) {
            line[row][2] = row;
            line[row][5] = -2 * row;
        }
        float[][] copies = Stream.of(line, line).flatMap(Stream::of).toArray(float[][]::new);
        for (float[][] rows : new float[][][] {line, copies, new float[5][9], new float[12][9]}) {
            Pca pca = Pca.fit(FloatRows.of(rows), 4);
            for (int k = 0; k < 4; k++) {
                for (int l = 0; l < 4; l++) {
                    assertEquals(k == l ? 1 : 0, Vectors.dot(pca.components()[k], pca.components()[l]), 1e-13);
                }
                assertEquals(k == 0 ? pca.totalVariance() : 0, pca.variances()[k], 1e-12);
            }
        }
    }

    @Test
    void theErrorIsTheVarianceThatIsLeftAndThatOfTheReconstruction() {
        for (int rows : new int[] {10, 200}) {
            float[][] values = Tables.correlated(2, rows, 15);
            Pca pca = Pca.fit(FloatRows.of(values), 6);
            double left = pca.totalVariance() - Vectors.sum(pca.variances());
            double error = pca.reconstructionError(FloatRows.of(values));
            assertEquals(left, error, 1e-11 * pca.totalVariance());
            float[][] back = pca.reconstruct(pca.transform(FloatRows.of(values)));
            double squares = 0;
            for (int row = 0; row < rows; row++) {
                for (int j = 0; j < 15; j++) {
                    squares += Math.pow((double) back[row][j] - values[row][j], 2) / rows;
                }
            }
            assertEquals(error, squares, 1e-5 * error);
        }
    }

    @Test
    void codesAreUncorrelatedWithTheVariances() {
        float[][] values = Tables.correlated(3, 100, 8);
        Pca pca = Pca.fit(FloatRows.of(values), 5);
        double[][] covariance = Tables.covariance(pca.transform(FloatRows.of(values)));
        for (int k = 0; k < 5; k++) {
            for (int l = 0; l < 5; l++) {
                assertEquals(k == l ? pca.variances()[k] : 0, covariance[k][l], 1e-5);
            }
        }
    }

    @Test
    void aResultCannotBeChanged() {
        Pca pca = Pca.fit(FloatRows.of(cross(1, 2, 3, 4)), 2);
        pca.mean()[0] = 99;
        pca.components()[0][0] = 99;
        pca.variances()[0] = 99;
        assertEquals(5, pca.mean()[0], 1e-14);
        assertEquals(0.5, pca.components()[0][0], 1e-14);
        assertEquals(16, pca.variances()[0], 1e-13);
    }

    @Test
    void whatCannotBeIsRefused() {
        Rows rows = FloatRows.of(cross(1, 2, 3, 4));
        Failures.rejected(() -> Pca.fit(rows, 5), "components 5", "1 to 4", "8 rows of 4");
        Failures.rejected(() -> Pca.fit(FloatRows.of(Tables.normals(1, 3, 9)), 3), "1 to 2");
        Failures.rejected(() -> Pca.fit(rows, 0), "components 0");
        Failures.refused(() -> Pca.fit(FloatRows.of(new float[1][4]), 1), "1 row", "at least 2");
        Pca pca = Pca.fit(rows, 2);
        Failures.refused(() -> pca.transform(FloatRows.of(new float[3][5])), "5 features", "of 4");
        Failures.rejected(() -> pca.reconstruct(new float[][] {{1, 2}, {1}}), "code 1", "1 numbers", "2 components");
        Failures.refused(() -> Pca.fit(hole(), 1), "row 1, feature 0", "NaN");
    }

    private static Rows hole() {
        return new Rows() {
            @Override
            public int count() {
                return 3;
            }

            @Override
            public int width() {
                return 2;
            }

            @Override
            public void read(int row, float[] to, int offset) {
                to[offset] = row == 1 ? Float.NaN : row;
            }
        };
    }

    /** Planes rotated by known angles, given by different spanning vectors, in a rotated space. */
    @Test
    void anglesOfTurnedSubspacesAreThoseOfTheTurnToTheLastDigits() {
        Random random = new Random(4);
        for (double[] angles : new double[][] {
            {0, 0, 0}, {1e-12, 1e-9, 1e-6}, {1e-10, 0.3, 1.5}, {0.7, 0.8, Math.PI / 2}, {0.2, 0.2, 1.2}
        }) {
            int dimensions = 9;
            double[][] turn = Orthonormal.basis(mixture(random, dimensions, dimensions), 0)
                    .toArray(new double[0][]);
            double[][] a = new double[3][dimensions];
            double[][] b = new double[3][dimensions];
            for (int k = 0; k < 3; k++) {
                Vectors.add(a[k], 1, turn[k]);
                Vectors.add(b[k], Math.cos(angles[k]), turn[k]);
                Vectors.add(b[k], Math.sin(angles[k]), turn[3 + k]);
            }
            double[] found = Pca.principalAngles(
                    Tables.product(mixture(random, 3, 3), a), Tables.product(mixture(random, 3, 3), b));
            assertClose(angles, found, 3e-14);
        }
    }

    /** A well-conditioned matrix: the identity plus a little. */
    private static double[][] mixture(Random random, int rows, int columns) {
        double[][] mixture = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                mixture[i][j] = (i == j ? 2 : 0) + 0.5 * random.nextGaussian();
            }
        }
        return mixture;
    }

    @Test
    void aLineHasOneAngleToAPlaneAndVectorsThatDependAddNone() {
        double[][] plane = {{1, 0, 0}, {0, 1e-9, 0}, {3, -1e-9, 0}, {0, 0, 0}};
        double[][] line = {{0, 2, 2}, {0, -1, -1}};
        assertArrayEquals(new double[] {Math.PI / 4}, Pca.principalAngles(plane, line), 1e-15);
        assertArrayEquals(new double[] {Math.PI / 4}, Pca.principalAngles(line, plane), 1e-15);
        assertArrayEquals(new double[] {0, 0}, Pca.principalAngles(plane, plane), 1e-15);
        double[][] normal = {{0, 0, -7}};
        assertArrayEquals(new double[] {Math.PI / 2}, Pca.principalAngles(normal, plane), 1e-15);
    }

    @Test
    void basesThatSpanNothingOrDifferInLengthAreRejected() {
        double[][] line = {{1, 2, 3}};
        Failures.rejected(() -> Pca.principalAngles(line, new double[2][3]), "basis B", "spans nothing");
        Failures.rejected(() -> Pca.principalAngles(new double[0][], line), "basis A", "spans nothing");
        Failures.rejected(() -> Pca.principalAngles(line, new double[][] {{1, 2}}), "3 numbers", "of 2");
        Failures.rejected(() -> Pca.principalAngles(new double[][] {{1, 2, 3}, {1}}, line), "basis A: vector 1");
        Failures.rejected(() -> Pca.principalAngles(new double[][] {{1, 2, Double.NaN}}, line), "vector 0", "NaN");
    }

    @Test
    void theComponentsOfAFitSpanThePrincipalSubspace() {
        float[][] values = cross(1, 4, 0.5f, 2);
        double[][] components = Pca.fit(FloatRows.of(values), 2).components();
        double[][] truth = {{1, -1, 1, -1}, {1, -1, -1, 1}};
        assertTrue(Pca.principalAngles(truth, components)[1] < 1e-14);
    }
}
