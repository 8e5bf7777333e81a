package io.elbo.statistics.baseline;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.math.Vectors;

/**
 * Factor analysis: the linear Gaussian model with a noise variance for each feature. It is fitted by expectation maximization
 * (Rubin and Thayer 1982), starting from the subspace of the principal components. Each iteration raises the likelihood.
 *
 * @param model the result
 * @param logLikelihood ln p(x), the mean over the rows of the fit, in nats
 * @param iterations that were done
 * @param converged false if it stopped at the maximum number of iterations
 */
public record FactorAnalysis(LinearGaussian model, double logLikelihood, int iterations, boolean converged) {
    /**
     * The least noise variance, as a fraction of the mean variance of the features. Without it the likelihood is unbounded if a
     * feature is constant or fully explained by a factor.
     */
    public static final double FLOOR = 1e-6;

    /**
     * Fits the model.
     *
     * @param rows at least 2, not all equal
     * @param factors the number of latent variables, from 1 to one less than the number of features, and fewer than the rows
     */
    public static FactorAnalysis fit(Rows rows, int factors, EmOptions options, EmListener listener) {
        RowMatrix x = RowMatrix.toFit(rows);
        int most = Math.min(x.count(), x.width()) - 1;
        if (factors < 1 || factors > most) {
            throw new IllegalArgumentException("factors " + factors + ": must be 1 to " + most + ", for " + x.count()
                    + " rows of " + x.width() + " features");
        }
        LinearGaussianEm em = new LinearGaussianEm(x);
        double least = FLOOR * Vectors.mean(em.variances());
        if (least == 0) {
            throw new DataException("all rows are equal; factors need rows that vary");
        }
        LinearGaussianEm.Result result =
                em.run(start(x, factors, em.variances(), least), free -> bounded(free, least), options, listener);
        return new FactorAnalysis(result.model(), result.logLikelihood(), result.iterations(), result.converged());
    }

    /** Returns the start, with the part of each feature's variance that the components do not explain as noise. */
    private static LinearGaussian start(RowMatrix x, int factors, double[] variances, double least) {
        Pca pca = Pca.fit(x, factors);
        double[][] weights = pca.components();
        double[] noise = variances.clone();
        for (int k = 0; k < factors; k++) {
            double deviation = Math.sqrt(pca.variances()[k]);
            for (int j = 0; j < noise.length; j++) {
                weights[k][j] *= deviation;
                noise[j] -= weights[k][j] * weights[k][j];
            }
        }
        return LinearGaussian.ofTransposed(pca.mean(), weights, bounded(noise, least));
    }

    private static double[] bounded(double[] noise, double least) {
        double[] bounded = new double[noise.length];
        for (int j = 0; j < bounded.length; j++) {
            bounded[j] = Math.max(least, noise[j]);
        }
        return bounded;
    }
}
