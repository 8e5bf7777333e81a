package io.elbo.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.test.Failures;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SymmetricEigenTest {
    @Test
    void aMatrixOfTwoByTwoIsSolvedByHand() {
        // (2 - l)^2 = 1: 3 with (1, 1), 1 with (1, -1)
        SymmetricEigen eigen = SymmetricEigen.of(new double[][] {{2, 1}, {1, 2}});
        double half = Math.sqrt(0.5);
        assertArrayEquals(new double[] {3, 1}, eigen.values(), 1e-15);
        assertEquals(half, eigen.vectors()[0][0], 1e-15);
        assertEquals(half, eigen.vectors()[1][0], 1e-15);
        assertEquals(half, Math.abs(eigen.vectors()[0][1]), 1e-15);
        assertEquals(0, eigen.vectors()[0][1] + eigen.vectors()[1][1], 1e-15);
    }

    /** The second difference with fixed ends has eigenvalues 2 - 2 cos(pi k / (n + 1)) and sines as eigenvectors. */
    @Test
    void theSecondDifferenceHasSinesAsVectors() {
        int n = 60;
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            matrix[i][i] = 2;
            if (i > 0) {
                matrix[i][i - 1] = -1;
                matrix[i - 1][i] = -1;
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(matrix);
        for (int k = 0; k < n; k++) {
            int mode = n - k;
            assertEquals(2 - 2 * Math.cos(Math.PI * mode / (n + 1)), eigen.values()[k], 1e-13);
            double dot = 0;
            for (int i = 0; i < n; i++) {
                dot += eigen.vectors()[i][k] * Math.sin(Math.PI * mode * (i + 1) / (n + 1));
            }
            assertEquals(Math.sqrt((n + 1) / 2.0), Math.abs(dot), 1e-11);
        }
    }

    @Test
    void theFactorsAreOrthonormalAndGiveTheMatrixBack() {
        Random random = new Random(1);
        for (int n : new int[] {1, 2, 3, 10, 75}) {
            // indefinite, of full rank; semidefinite, of less rank than rows and with rows of zeros
            holds(randomly(random, n, false));
            holds(randomly(random, n, true));
            holds(new double[n][n]);
        }
    }

    @Test
    void numbersOfAnySizeAreExactToTheirLargest() {
        for (double scale : new double[] {1e-150, 1e-9, 1e9, 1e150}) {
            SymmetricEigen eigen = SymmetricEigen.of(new double[][] {{5 * scale, 2 * scale}, {2 * scale, 2 * scale}});
            assertEquals(6, eigen.values()[0] / scale, 1e-14);
            assertEquals(1, eigen.values()[1] / scale, 1e-14);
        }
    }

    @Test
    void aMatrixThatIsNotSymmetricOrNotFiniteIsRejected() {
        Failures.rejected(() -> SymmetricEigen.of(new double[][] {{1, 2}, {3, 1}}), "3.0", "2.0", "symmetric");
        Failures.rejected(() -> SymmetricEigen.of(new double[][] {{1, 2}}), "2 columns");
        Failures.rejected(() -> SymmetricEigen.of(new double[][] {{Double.NaN}}), "NaN");
        Failures.rejected(() -> SymmetricEigen.of(new double[0][]), "no rows");
    }

    private static void holds(double[][] matrix) {
        int n = matrix.length;
        SymmetricEigen eigen = SymmetricEigen.of(matrix);
        double[][] v = eigen.vectors();
        for (int k = 0; k < n; k++) {
            assertTrue(k == 0 || eigen.values()[k] <= eigen.values()[k - 1], "descending");
            double lowest = 0;
            double highest = 0;
            for (int i = 0; i < n; i++) {
                lowest = Math.min(lowest, v[i][k]);
                highest = Math.max(highest, v[i][k]);
            }
            assertTrue(highest >= -lowest, "the largest entry is positive");
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double back = 0;
                double dot = 0;
                for (int k = 0; k < n; k++) {
                    back += v[i][k] * eigen.values()[k] * v[j][k];
                    dot += v[k][i] * v[k][j];
                }
                assertEquals(matrix[i][j], back, 1e-12 * n);
                assertEquals(i == j ? 1 : 0, dot, 1e-13 * n);
            }
        }
    }

    private static double[][] randomly(Random random, int n, boolean singular) {
        double[][] matrix = new double[n][n];
        double[] factor = random.doubles(n).toArray();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double value =
                        singular ? (i % 3 == 0 || j % 3 == 0 ? 0 : factor[i] * factor[j]) : random.nextGaussian();
                matrix[i][j] = value;
                matrix[j][i] = value;
            }
        }
        return matrix;
    }
}
