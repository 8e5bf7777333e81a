package io.elbo.math;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/** The singular values of a matrix, by bidiagonalization and implicit QR steps on one thread. */
public final class SingularValues {
    private SingularValues() {}

    /**
     * Returns the values in descending order, each accurate to about 1e-15 of the largest.
     *
     * @param matrix {@code [n][m]}, finite, at least 1 x 1
     */
    public static double[] of(double[][] matrix) {
        int n = matrix.length;
        int m = matrix[0].length;
        SingularValueDecomposition_F64<DMatrixRMaj> decomposition =
                DecompositionFactory_DDRM.svd(n, m, false, false, false);
        if (!decomposition.decompose(new DMatrixRMaj(matrix))) {
            throw new ArithmeticException("the singular values of a " + n + " x " + m + " matrix did not converge");
        }
        double[] ascending = Arrays.copyOf(decomposition.getSingularValues(), Math.min(n, m));
        Arrays.sort(ascending);
        double[] values = new double[ascending.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = ascending[values.length - 1 - i];
        }
        return values;
    }
}
