package io.elbo.math;

import java.util.ArrayList;
import java.util.List;

/**
 * Orthonormal bases by the Gram-Schmidt process. Each vector is projected twice; the second pass removes the rounding error of
 * the first.
 */
public final class Orthonormal {
    private Orthonormal() {}

    /**
     * Returns an orthonormal basis of the span.
     *
     * @param vectors [vectors][dimensions]
     * @param dependent a vector is skipped if at most this fraction of it lies outside the span of the vectors before it
     */
    public static List<double[]> basis(double[][] vectors, double dependent) {
        List<double[]> basis = new ArrayList<>();
        for (double[] vector : vectors) {
            double length = Vectors.norm(vector);
            if (length > 0) {
                double[] unit = scaled(vector, length);
                if (remove(basis, unit) > dependent) {
                    remove(basis, unit);
                    basis.add(scaled(unit, Vectors.norm(unit)));
                }
            }
        }
        return basis;
    }

    /** Adds the axis that is furthest from the span, orthonormalised. */
    public static void extend(List<double[]> basis, int dimensions) {
        double[] furthest = null;
        double most = -1;
        for (int axis = 0; axis < dimensions; axis++) {
            double inside = 0;
            for (double[] vector : basis) {
                inside += vector[axis] * vector[axis];
            }
            if (1 - inside > most) {
                most = 1 - inside;
                furthest = new double[dimensions];
                furthest[axis] = 1;
            }
        }
        remove(basis, furthest);
        remove(basis, furthest);
        basis.add(scaled(furthest, Vectors.norm(furthest)));
    }

    /** Removes the component inside the span and returns the norm of the remainder. */
    public static double remove(List<double[]> basis, double[] vector) {
        for (double[] unit : basis) {
            Vectors.add(vector, -Vectors.dot(unit, vector), unit);
        }
        return Vectors.norm(vector);
    }

    private static double[] scaled(double[] vector, double length) {
        double[] to = vector.clone();
        for (int j = 0; j < to.length; j++) {
            to[j] /= length;
        }
        return to;
    }
}
