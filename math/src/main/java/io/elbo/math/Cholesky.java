package io.elbo.math;

import java.util.Optional;

/**
 * The Cholesky decomposition {@code A = L L^T} of a symmetric positive definite matrix.
 *
 * @param lower the lower triangle {@code L}, [n][]: row i has i + 1 entries
 */
public record Cholesky(double[][] lower) {
    /** Decomposes a symmetric matrix. Returns empty if it is not positive definite. Reads only the lower triangle. */
    public static Optional<Cholesky> of(double[][] a) {
        double[][] lower = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            lower[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double rest = a[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                if (j < i) {
                    lower[i][j] = rest / lower[j][j];
                } else if (rest > 0) {
                    lower[i][i] = Math.sqrt(rest);
                } else {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new Cholesky(lower));
    }

    /** Decomposes a matrix that is positive definite by construction. */
    public static Cholesky ofPositive(double[][] a) {
        return of(a).orElseThrow(() -> new ArithmeticException("a matrix of second moments has become singular"));
    }

    public double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < lower.length; i++) {
            sum += StrictMath.log(lower[i][i]);
        }
        return 2 * sum;
    }

    /** Returns the solution x of {@code A x = b}. */
    public double[] solve(double[] b) {
        double[] x = new double[lower.length];
        for (int i = 0; i < x.length; i++) {
            double rest = b[i];
            for (int k = 0; k < i; k++) {
                rest -= lower[i][k] * x[k];
            }
            x[i] = rest / lower[i][i];
        }
        return solveTransposed(x);
    }

    /** Returns the solution x of {@code L^T x = b}. If b is standard normal, x has the covariance {@code A^-1}. */
    public double[] solveTransposed(double[] b) {
        double[] x = b.clone();
        for (int i = x.length - 1; i >= 0; i--) {
            x[i] /= lower[i][i];
            for (int k = 0; k < i; k++) {
                x[k] -= lower[i][k] * x[i];
            }
        }
        return x;
    }

    public double[][] inverse() {
        double[][] inverse = new double[lower.length][];
        for (int i = 0; i < inverse.length; i++) {
            double[] unit = new double[inverse.length];
            unit[i] = 1;
            inverse[i] = solve(unit);
        }
        return inverse;
    }
}
