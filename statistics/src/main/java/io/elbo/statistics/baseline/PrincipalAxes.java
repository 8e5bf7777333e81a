package io.elbo.statistics.baseline;

import io.elbo.math.Orthonormal;
import io.elbo.math.SymmetricEigen;
import io.elbo.parallel.Threads;
import java.util.ArrayList;
import java.util.List;

/**
 * The leading eigenvectors of the covariance of scaled rows.
 *
 * @param vectors [axes][features], orthonormal; the entry of greatest magnitude (the first, if several) is positive
 * @param variances [axes], descending, not negative
 */
record PrincipalAxes(double[][] vectors, double[] variances) {
    /** Below this fraction of the greatest variance, a variance of 32-bit floats is rounding error. */
    static final double ROUNDING = 1e-12;

    /** Magnitudes that differ by less are considered equal up to rounding. */
    private static final double TIE = 1e-9;

    /** Uses the covariance [features][features] or, if that is smaller, the inner products [rows][rows]. */
    static PrincipalAxes of(RowMatrix x, Scaling scaling, int axes) {
        boolean byRows = x.count() < x.width();
        SymmetricEigen eigen =
                SymmetricEigen.of(byRows ? SecondMoments.gram(x, scaling) : SecondMoments.covariance(x, scaling));
        double[] variances = new double[axes];
        for (int i = 0; i < axes; i++) {
            variances[i] = Math.max(0, eigen.values()[i]);
        }
        double[][] vectors = byRows ? ofRows(x, scaling, eigen, axes) : columns(eigen.vectors(), axes);
        for (double[] vector : vectors) {
            orient(vector);
        }
        return new PrincipalAxes(vectors, variances);
    }

    private static double[][] columns(double[][] matrix, int count) {
        double[][] columns = new double[count][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int k = 0; k < count; k++) {
                columns[k][i] = matrix[i][k];
            }
        }
        return columns;
    }

    /** If {@code X X^T u = l u}, then {@code X^T u} is an eigenvector of {@code X^T X} unless l is 0. */
    private static double[][] ofRows(RowMatrix x, Scaling scaling, SymmetricEigen eigen, int axes) {
        double least = ROUNDING * eigen.values()[0];
        double[][] vectors = new double[axes][x.width()];
        Threads.each(x.width(), j -> {
            for (int row = 0; row < x.count(); row++) {
                double value = scaling.scaled(x.row(row)[j], j);
                for (int k = 0; k < axes && eigen.values()[k] > least; k++) {
                    vectors[k][j] += eigen.vectors()[row][k] * value;
                }
            }
        });
        List<double[]> basis = new ArrayList<>(Orthonormal.basis(vectors, ROUNDING));
        while (basis.size() < axes) {
            Orthonormal.extend(basis, x.width());
        }
        return basis.toArray(new double[0][]);
    }

    private static void orient(double[] vector) {
        double greatest = 0;
        for (double value : vector) {
            greatest = Math.max(greatest, Math.abs(value));
        }
        int first = 0;
        while (Math.abs(vector[first]) < (1 - TIE) * greatest) {
            first++;
        }
        if (vector[first] < 0) {
            for (int j = 0; j < vector.length; j++) {
                vector[j] = -vector[j];
            }
        }
    }
}
