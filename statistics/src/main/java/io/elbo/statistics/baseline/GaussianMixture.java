package io.elbo.statistics.baseline;

import io.elbo.data.Rows;
import io.elbo.math.Cholesky;
import io.elbo.math.CounterRandom;
import io.elbo.math.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A mixture of normal distributions, {@code p(x) = sum of w_c N(x; mean_c, covariance_c)}, fitted by expectation maximization.
 * Fitted to the codes of an autoencoder, it is a density from which new codes can be drawn.
 */
public final class GaussianMixture {
    /** The form of each component's covariance. */
    public enum Covariance {
        /** Any covariance. */
        FULL,
        /** A separate variance for each feature. */
        DIAGONAL
    }

    /**
     * Options for fitting a mixture.
     *
     * @param components maximum, 1 or more; a component whose total weight is below two rows is removed
     * @param floor the least variance in any direction, as a fraction of the mean variance of the features; above 0, because a
     *     component on equal rows would have an infinite density
     * @param restarts from other random centres, 1 or more; the most likely result is used
     * @param em the stopping rule of each restart
     * @param seed of the centres
     */
    public record Options(int components, Covariance covariance, double floor, int restarts, EmOptions em, long seed) {
        public Options {
            if (components < 1) {
                throw new IllegalArgumentException("components " + components + ": must be at least 1");
            }
            if (!(floor > 0 && floor < 1)) {
                throw new IllegalArgumentException("floor " + floor + ": must be above 0 and below 1");
            }
            if (restarts < 1) {
                throw new IllegalArgumentException("restarts " + restarts + ": must be at least 1");
            }
        }

        /** Full covariances, a floor of 1e-6, 3 restarts, at most 200 iterations, a tolerance of 1e-4 nats, seed 1. */
        public Options(int components) {
            this(components, Covariance.FULL, 1e-6, 3, new EmOptions(200, 1e-4), 1);
        }
    }

    private final Mixture mixture;
    private final double logLikelihood;
    private final int iterations;
    private final boolean converged;

    private GaussianMixture(MixtureEm.Result result) {
        mixture = result.mixture();
        logLikelihood = result.logLikelihood();
        iterations = result.iterations();
        converged = result.converged();
    }

    /** Fits a mixture. */
    public static GaussianMixture fit(Rows rows, Options options) {
        return fit(rows, options, EmListener.NONE);
    }

    /**
     * Fits a mixture.
     *
     * @param rows at least as many as components and at least 2, not all equal
     * @param listener called from iteration 0 again for each restart; the likelihood rises except where a collapsed component is
     *     removed
     */
    public static GaussianMixture fit(Rows rows, Options options, EmListener listener) {
        RowMatrix x = RowMatrix.toFit(rows);
        if (options.components() > x.count()) {
            throw new IllegalArgumentException(
                    "components " + options.components() + ": must be at most the " + x.count() + " rows");
        }
        MixtureEm em = new MixtureEm(x, options);
        MixtureEm.Result best = null;
        for (int restart = 0; restart < options.restarts(); restart++) {
            MixtureEm.Result result = em.run(restart, listener);
            if (best == null || result.logLikelihood() > best.logLikelihood()) {
                best = result;
            }
        }
        return new GaussianMixture(best);
    }

    /**
     * Returns a mixture of given components. It was not fitted, so its likelihood is NaN and its iterations are 0.
     *
     * @param weights [components], positive; they are divided by their sum
     * @param means [components][features]
     * @param roots [components][features][features]: lower triangular L with a positive diagonal, for covariances L L^T
     */
    public static GaussianMixture of(double[] weights, double[][] means, double[][][] roots) {
        if (weights.length == 0 || means.length != weights.length || roots.length != weights.length) {
            throw new IllegalArgumentException(weights.length + " weights, " + means.length + " means and "
                    + roots.length + " roots: the numbers must be equal and at least 1");
        }
        double total = 0;
        List<Normal> components = new ArrayList<>();
        for (int c = 0; c < weights.length; c++) {
            if (!(weights[c] > 0 && weights[c] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weight " + c + ": " + weights[c] + " must be above 0");
            }
            total += weights[c];
            components.add(new FullNormal(means[c].clone(), lower(roots[c], means[0].length, c)));
        }
        double[] shares = new double[weights.length];
        for (int c = 0; c < shares.length; c++) {
            shares[c] = weights[c] / total;
        }
        return new GaussianMixture(new MixtureEm.Result(new Mixture(shares, components), Double.NaN, 0, false));
    }

    private static Cholesky lower(double[][] root, int features, int component) {
        double[][] lower = new double[features][];
        for (int i = 0; i < features; i++) {
            lower[i] = Arrays.copyOf(root[i], i + 1);
            if (!(lower[i][i] > 0)) {
                throw new IllegalArgumentException(
                        "root " + component + ", row " + i + ": " + lower[i][i] + " on the diagonal must be above 0");
            }
        }
        return new Cholesky(lower);
    }

    /** Returns L, [features][features], lower triangular with a positive diagonal; the covariance is L L^T. */
    public double[][] root(int component) {
        return mixture.components().get(component).root();
    }

    /** Returns the weights w, [components], which sum to 1. */
    public double[] weights() {
        return mixture.weights().clone();
    }

    /** Returns the means, [components][features]. */
    public double[][] means() {
        double[][] means = new double[mixture.weights().length][];
        for (int c = 0; c < means.length; c++) {
            means[c] = mixture.components().get(c).mean().clone();
        }
        return means;
    }

    /** Returns the covariance, [features][features]. */
    public double[][] covariance(int component) {
        return mixture.components().get(component).covariance();
    }

    /** Returns ln p(x), the mean over the rows of the fit, in nats. */
    public double logLikelihood() {
        return logLikelihood;
    }

    /** Returns the iterations of the restart that was used. */
    public int iterations() {
        return iterations;
    }

    /** Returns false if that restart stopped at the maximum number of iterations. */
    public boolean converged() {
        return converged;
    }

    /** Returns ln p(x) of each row, in nats. */
    public double[] logDensities(Rows rows) {
        return mixture.assign(checked(rows)).logDensities();
    }

    /** Returns p(component|x) of each row, [rows][components]. */
    public double[][] responsibilities(Rows rows) {
        return Vectors.transpose(mixture.assign(checked(rows)).responsibilities());
    }

    private RowMatrix checked(Rows rows) {
        return RowMatrix.toApply(rows, mixture.components().get(0).mean().length);
    }

    /** Returns n draws of x, [n][features]. The first draws are the same for any n. */
    public float[][] sample(int n, long seed) {
        if (n < 1) {
            throw new IllegalArgumentException("samples " + n + ": must be at least 1");
        }
        CounterRandom which = CounterRandom.of(seed, "component");
        CounterRandom where = CounterRandom.of(seed, "gaussian mixture");
        float[][] samples = new float[n][];
        float[] uniform = new float[1];
        float[] normals = new float[mixture.components().get(0).mean().length];
        for (int row = 0; row < n; row++) {
            which.uniform(0, row, 0, uniform, 0, 1);
            where.normal(0, row, normals, 0, normals.length);
            samples[row] = Vectors.floats(
                    mixture.components().get(component(uniform[0])).draw(normals));
        }
        return samples;
    }

    private int component(double uniform) {
        double[] weights = mixture.weights();
        int component = 0;
        double passed = weights[0];
        while (passed < uniform && component < weights.length - 1) {
            component++;
            passed += weights[component];
        }
        return component;
    }
}
