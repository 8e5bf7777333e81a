package io.elbo.baseline;

import io.elbo.data.Rows;
import io.elbo.engine.CounterRandom;

/**
 * A mixture of normal distributions, {@code p(x) = sum of w_c N(x; mean_c, covariance_c)}, by expectation maximization.
 * Fitted to the codes of an autoencoder it makes a density of which new codes can be drawn.
 */
public final class GaussianMixture {
    /** The form of each component's covariance. */
    public enum Covariance {
        /** Any. */
        FULL,
        /** A variance for each feature. */
        DIAGONAL
    }

    /**
     * How a mixture is fitted.
     *
     * @param components at most, 1 or more: one that is left with fewer than two rows' worth is removed
     * @param floor the least variance in any direction, as a part of the mean variance of the features; above 0, since a
     *     component on equal rows would have an infinite density
     * @param restarts from other random centres, 1 or more; the most likely result counts
     * @param em when each of them stops
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

    /** Fits. */
    public static GaussianMixture fit(Rows rows, Options options) {
        return fit(rows, options, EmListener.NONE);
    }

    /**
     * Fits.
     *
     * @param rows at least as many as components and 2, not all equal
     * @param listener called from iteration 0 again for each restart; the likelihood rises but where a component that
     *     collapsed is removed
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

    /** w, [components], of sum 1. */
    public double[] weights() {
        return mixture.weights().clone();
    }

    /** [components][features]. */
    public double[][] means() {
        double[][] means = new double[mixture.weights().length][];
        for (int c = 0; c < means.length; c++) {
            means[c] = mixture.components().get(c).mean().clone();
        }
        return means;
    }

    /** [features][features]. */
    public double[][] covariance(int component) {
        return mixture.components().get(component).covariance();
    }

    /** ln p(x), the mean over the rows of the fit, in nats. */
    public double logLikelihood() {
        return logLikelihood;
    }

    /** The iterations of the restart that counts. */
    public int iterations() {
        return iterations;
    }

    /** False if that restart stopped at the greatest number of iterations. */
    public boolean converged() {
        return converged;
    }

    /** ln p(x) of each row, in nats. */
    public double[] logDensities(Rows rows) {
        return mixture.assign(checked(rows)).logDensities();
    }

    /** p(component|x) of each row, [rows][components]. */
    public double[][] responsibilities(Rows rows) {
        return Vectors.transpose(mixture.assign(checked(rows)).responsibilities());
    }

    private RowMatrix checked(Rows rows) {
        return RowMatrix.toApply(rows, mixture.components().get(0).mean().length);
    }

    /** n draws of x, [n][features], the first of them the same for any n. */
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
