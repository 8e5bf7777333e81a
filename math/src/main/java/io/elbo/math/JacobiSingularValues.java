package io.elbo.math;

import java.util.Arrays;

/**
 * Singular values by rotating pairs of columns until all are orthogonal (Hestenes 1958). Unlike the eigenvalues of {@code A^T A},
 * small singular values keep their precision.
 */
public final class JacobiSingularValues {
    private static final double ORTHOGONAL = 1e-15;
    private static final int SWEEPS = 60;

    private JacobiSingularValues() {}

    /**
     * Returns the lengths of the columns after rotation, in descending order.
     *
     * @param columns [columns][rows], with no more columns than rows
     */
    public static double[] of(double[][] columns) {
        double[][] a = Vectors.copy(columns);
        boolean rotated = true;
        for (int sweep = 0; rotated && sweep < SWEEPS; sweep++) {
            rotated = false;
            for (int p = 0; p < a.length; p++) {
                for (int q = p + 1; q < a.length; q++) {
                    rotated |= rotate(a[p], a[q]);
                }
            }
        }
        double[] values = Arrays.stream(a).mapToDouble(Vectors::norm).sorted().toArray();
        double[] descending = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            descending[i] = values[values.length - 1 - i];
        }
        return descending;
    }

    private static boolean rotate(double[] a, double[] b) {
        double aa = Vectors.dot(a, a);
        double bb = Vectors.dot(b, b);
        double ab = Vectors.dot(a, b);
        if (Math.abs(ab) <= ORTHOGONAL * Math.sqrt(aa) * Math.sqrt(bb)) {
            return false;
        }
        double zeta = (bb - aa) / (2 * ab);
        double tangent = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        double cosine = 1 / Math.sqrt(1 + tangent * tangent);
        double sine = cosine * tangent;
        for (int i = 0; i < a.length; i++) {
            double old = a[i];
            a[i] = cosine * old - sine * b[i];
            b[i] = sine * old + cosine * b[i];
        }
        return true;
    }
}
