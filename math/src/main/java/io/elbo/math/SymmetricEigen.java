package io.elbo.math;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix, {@code A = V diag(values) V^T} with {@code V^T V = I}, by reduction to
 * tridiagonal form and implicit QR steps. It runs on one thread, so equal matrices give equal bits.
 *
 * @param values {@code [n]}, in descending order
 * @param vectors {@code [n][n]}: column k, {@code vectors[.][k]}, is the unit vector of {@code values[k]}. Its entry of greatest
 *     magnitude (the first, if several) is positive
 */
public record SymmetricEigen(double[] values, double[][] vectors) {
    /** Rounding may make mirrored entries differ by this fraction of the greatest entry. */
    private static final double ASYMMETRY = 1e-9;

    /**
     * Decomposes a symmetric matrix.
     *
     * @param matrix {@code [n][n]}, finite and symmetric; not modified
     */
    public static SymmetricEigen of(double[][] matrix) {
        int n = matrix.length;
        DMatrixRMaj copy = new DMatrixRMaj(n, n);
        double greatest = check(matrix);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double here = matrix[i][j];
                double there = matrix[j][i];
                if (Math.abs(here - there) > ASYMMETRY * greatest) {
                    throw new IllegalArgumentException("the matrix has " + here + " at row " + i + ", column " + j
                            + " and " + there + " at row " + j + ", column " + i + "; the matrix must be symmetric");
                }
                double middle = here / 2 + there / 2;
                copy.set(i, j, middle);
                copy.set(j, i, middle);
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.eig(n, true, true);
        if (!decomposition.decompose(copy)) {
            throw new ArithmeticException("the eigenvalues of a " + n + " x " + n + " matrix did not converge");
        }
        return sorted(decomposition, n);
    }

    /** Checks that the matrix is square and finite, and returns its greatest magnitude. */
    private static double check(double[][] matrix) {
        if (matrix.length == 0) {
            throw new IllegalArgumentException("the matrix has no rows; it must have at least one");
        }
        double greatest = 0;
        for (int i = 0; i < matrix.length; i++) {
            if (matrix[i].length != matrix.length) {
                throw new IllegalArgumentException("row " + i + " of the matrix has " + matrix[i].length + " columns; "
                        + matrix.length + " rows need the same number of columns");
            }
            for (double value : matrix[i]) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException(
                            "row " + i + " of the matrix has " + value + "; all values must be finite");
                }
                greatest = Math.max(greatest, Math.abs(value));
            }
        }
        return greatest;
    }

    private static SymmetricEigen sorted(EigenDecomposition_F64<DMatrixRMaj> decomposition, int n) {
        double[] unsorted = IntStream.range(0, n)
                .mapToDouble(k -> decomposition.getEigenvalue(k).getReal())
                .toArray();
        // the sort is stable, so equal values keep their order
        Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(k -> -unsorted[k]));
        double[] values = new double[n];
        double[][] vectors = new double[n][n];
        for (int k = 0; k < n; k++) {
            values[k] = unsorted[order[k]];
            double[] vector = decomposition.getEigenVector(order[k]).getData();
            double sign = Math.signum(vector[largest(vector, n)]);
            for (int i = 0; i < n; i++) {
                vectors[i][k] = sign * vector[i];
            }
        }
        return new SymmetricEigen(values, vectors);
    }

    private static int largest(double[] vector, int n) {
        int largest = 0;
        for (int i = 1; i < n; i++) {
            if (Math.abs(vector[i]) > Math.abs(vector[largest])) {
                largest = i;
            }
        }
        return largest;
    }
}
