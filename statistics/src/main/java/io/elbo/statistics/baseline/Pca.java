package io.elbo.statistics.baseline;

import io.elbo.data.Rows;
import io.elbo.math.JacobiSingularValues;
import io.elbo.math.Orthonormal;
import io.elbo.math.Vectors;
import io.elbo.parallel.Threads;
import java.util.List;

/**
 * Principal component analysis: the k orthonormal directions in which rows vary most, by descending variance. Among all linear
 * codes of k numbers it has the least squared error. An autoencoder with linear layers can reach this error but not beat it
 * (Baldi and Hornik 1989).
 */
public final class Pca {
    /** A basis vector adds no dimension if at most this fraction of it lies outside the span of the previous ones. */
    private static final double DEPENDENT = 1e-10;

    private final double[] mean;
    private final double[][] components;
    private final double[] variances;
    private final double totalVariance;

    private Pca(double[] mean, double[][] components, double[] variances, double totalVariance) {
        this.mean = mean;
        this.components = components;
        this.variances = variances;
        this.totalVariance = totalVariance;
    }

    /**
     * Fits the components.
     *
     * @param rows at least 2
     * @param components k, from 1 to the number of features, and fewer than the rows
     */
    public static Pca fit(Rows rows, int components) {
        RowMatrix x = RowMatrix.toFit(rows);
        int most = Math.min(x.count() - 1, x.width());
        if (components < 1 || components > most) {
            throw new IllegalArgumentException("components " + components + ": must be 1 to " + most + ", for "
                    + x.count() + " rows of " + x.width() + " features");
        }
        return fit(x, components);
    }

    static Pca fit(RowMatrix x, int components) {
        Scaling centring = Scaling.centring(x);
        PrincipalAxes axes = PrincipalAxes.of(x, centring, components);
        double total = Vectors.sum(x.variances(centring.mean()));
        return new Pca(centring.mean(), axes.vectors(), axes.variances(), total);
    }

    /** Returns the mean of the rows, [features]. */
    public double[] mean() {
        return mean.clone();
    }

    /** Returns the directions, [k][features]. They are orthonormal, and the entry of greatest magnitude in each is positive. */
    public double[][] components() {
        return Vectors.copy(components);
    }

    /** Returns the variance along each component, [k], descending; the divisor is the number of rows. */
    public double[] variances() {
        return variances.clone();
    }

    /** Returns the sum of the variances of all features. */
    public double totalVariance() {
        return totalVariance;
    }

    /** Returns the coordinates of rows along the components, [rows][k]. */
    public float[][] transform(Rows rows) {
        RowMatrix x = RowMatrix.toApply(rows, mean.length);
        float[][] codes = new float[x.count()][];
        Threads.each(codes.length, row -> codes[row] = Vectors.floats(code(centred(x.row(row)))));
        return codes;
    }

    /**
     * Returns the reconstructed rows of codes, {@code mean + components^T code}.
     *
     * @param codes [rows][k]
     * @return [rows][features]
     */
    public float[][] reconstruct(float[]... codes) {
        float[][] rows = new float[codes.length][];
        for (int row = 0; row < rows.length; row++) {
            if (codes[row].length != components.length) {
                throw new IllegalArgumentException("code " + row + " has " + codes[row].length + " numbers; there are "
                        + components.length + " components, and each needs a number");
            }
            double[] sum = mean.clone();
            for (int k = 0; k < components.length; k++) {
                Vectors.add(sum, codes[row][k], components[k]);
            }
            rows[row] = Vectors.floats(sum);
        }
        return rows;
    }

    /**
     * Returns the mean over rows of the squared distance to the reconstruction. On the training data it is the sum of the
     * unexplained variances.
     */
    public double reconstructionError(Rows rows) {
        RowMatrix x = RowMatrix.toApply(rows, mean.length);
        double[] errors = new double[x.count()];
        Threads.each(errors.length, row -> {
            double[] rest = centred(x.row(row));
            double[] code = code(rest);
            for (int k = 0; k < code.length; k++) {
                Vectors.add(rest, -code[k], components[k]);
            }
            errors[row] = Vectors.dot(rest, rest);
        });
        return Vectors.mean(errors);
    }

    private double[] centred(float[] row) {
        double[] to = new double[row.length];
        for (int j = 0; j < to.length; j++) {
            to[j] = row[j] - mean[j];
        }
        return to;
    }

    private double[] code(double[] centred) {
        double[] code = new double[components.length];
        for (int k = 0; k < code.length; k++) {
            code[k] = Vectors.dot(components[k], centred);
        }
        return code;
    }

    /**
     * Returns the angles between two subspaces. Each is given by vectors that span it, of any length and angle; linearly
     * dependent vectors add nothing. Small angles are accurate to about 1e-15, because they are computed from their sines (Björck
     * and Golub 1973, "Numerical methods for computing angles between linear subspaces").
     *
     * @param basisA [vectors][dimensions], not all zero
     * @param basisB [vectors][dimensions], not all zero
     * @return in radians, 0 to pi/2, ascending; as many as the dimensions of the smaller subspace
     */
    public static double[] principalAngles(double[][] basisA, double[][] basisB) {
        List<double[]> a = basis(basisA, "A");
        List<double[]> b = basis(basisB, "B");
        if (a.get(0).length != b.get(0).length) {
            throw new IllegalArgumentException("basis A has vectors of " + a.get(0).length + " numbers and basis B of "
                    + b.get(0).length + "; both must have the same number");
        }
        List<double[]> large = a.size() < b.size() ? b : a;
        List<double[]> small = a.size() < b.size() ? a : b;
        double[][] inside = new double[small.size()][large.size()];
        double[][] outside = new double[small.size()][];
        for (int i = 0; i < small.size(); i++) {
            for (int j = 0; j < large.size(); j++) {
                inside[i][j] = Vectors.dot(small.get(i), large.get(j));
            }
            outside[i] = small.get(i).clone();
            Orthonormal.remove(large, outside[i]);
        }
        double[] cosines = JacobiSingularValues.of(inside);
        double[] sines = JacobiSingularValues.of(outside);
        double[] angles = new double[cosines.length];
        for (int i = 0; i < angles.length; i++) {
            double sine = sines[angles.length - 1 - i];
            angles[i] = sine * sine <= 0.5 ? StrictMath.asin(sine) : StrictMath.acos(Math.min(1, cosines[i]));
        }
        return angles;
    }

    private static List<double[]> basis(double[][] vectors, String name) {
        for (int i = 0; i < vectors.length; i++) {
            if (vectors[i].length != vectors[0].length) {
                throw new IllegalArgumentException("basis " + name + ": vector " + i + " has " + vectors[i].length
                        + " numbers and vector 0 has " + vectors[0].length + "; all must have the same number");
            }
            for (double value : vectors[i]) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException(
                            "basis " + name + ": vector " + i + " has " + value + "; all numbers must be finite");
                }
            }
        }
        List<double[]> basis = Orthonormal.basis(vectors, DEPENDENT);
        if (basis.isEmpty()) {
            throw new IllegalArgumentException("basis " + name + " spans nothing; it needs a vector that is not zero");
        }
        return basis;
    }
}
