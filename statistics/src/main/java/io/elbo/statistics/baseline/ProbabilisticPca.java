package io.elbo.statistics.baseline;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.math.CounterRandom;
import io.elbo.math.Vectors;
import java.util.Arrays;

/**
 * Probabilistic PCA: the linear Gaussian model with one noise variance for all features (Tipping and Bishop 1999, "Probabilistic
 * principal component analysis").
 *
 * @param model its {@code noise()} is the same for every feature
 * @param logLikelihood ln p(x), the mean over the rows of the fit, in nats
 * @param iterations of expectation maximization; 0 for the closed form
 * @param converged false if it stopped at the maximum number of iterations
 */
public record ProbabilisticPca(LinearGaussian model, double logLikelihood, int iterations, boolean converged) {
    /** Returns the variance of the noise. */
    public double noiseVariance() {
        return model.noise()[0];
    }

    /**
     * Fits the maximum of the likelihood in closed form. If l are the eigenvalues of the covariance and V its eigenvectors, the
     * noise variance s is the mean of the eigenvalues after the first k, and {@code W = V (diag(l) - s I)^(1/2)}.
     *
     * @param rows at least 2, and not all in a subspace of k dimensions
     * @param latents k, from 1 to one less than the number of features, and fewer than the rows
     */
    public static ProbabilisticPca fit(Rows rows, int latents) {
        RowMatrix x = checked(rows, latents);
        Pca pca = Pca.fit(x, latents);
        int features = x.width();
        double[] variances = pca.variances();
        double noise = Math.max(0, pca.totalVariance() - Vectors.sum(variances)) / (features - latents);
        requireNoise(noise, pca.totalVariance() / features, latents);
        double[][] weights = pca.components();
        double logDeterminant = (features - latents) * StrictMath.log(noise);
        for (int k = 0; k < latents; k++) {
            double factor = Math.sqrt(Math.max(0, variances[k] - noise));
            for (int j = 0; j < features; j++) {
                weights[k][j] *= factor;
            }
            logDeterminant += StrictMath.log(variances[k]);
        }
        LinearGaussian model = LinearGaussian.ofTransposed(pca.mean(), weights, isotropic(noise, features));
        double logLikelihood = -0.5 * (features * (StrictMath.log(2 * Math.PI) + 1) + logDeterminant);
        return new ProbabilisticPca(model, logLikelihood, 0, true);
    }

    /**
     * Fits the same maximum by expectation maximization, from random weights. Each iteration raises the likelihood. The latent
     * variables are those of the closed form up to a rotation.
     *
     * @param rows at least 2, and not all in a subspace of k dimensions
     * @param latents k, from 1 to one less than the number of features, and fewer than the rows
     * @param seed of the initial weights
     */
    public static ProbabilisticPca em(Rows rows, int latents, EmOptions options, long seed, EmListener listener) {
        RowMatrix x = checked(rows, latents);
        int features = x.width();
        LinearGaussianEm em = new LinearGaussianEm(x);
        double variance = Vectors.mean(em.variances());
        requireNoise(variance, variance, latents);
        CounterRandom random = CounterRandom.of(seed, "probabilistic pca");
        double[][] weights = new double[latents][features];
        float[] normals = new float[features];
        for (int k = 0; k < latents; k++) {
            random.normal(0, k, normals, 0, features);
            for (int j = 0; j < features; j++) {
                weights[k][j] = Math.sqrt(variance) * normals[j];
            }
        }
        LinearGaussian start = LinearGaussian.ofTransposed(em.mean(), weights, isotropic(variance, features));
        LinearGaussianEm.Result result = em.run(
                start,
                free -> {
                    double noise = Vectors.mean(free);
                    requireNoise(noise, variance, latents);
                    return isotropic(noise, features);
                },
                options,
                listener);
        return new ProbabilisticPca(result.model(), result.logLikelihood(), result.iterations(), result.converged());
    }

    private static RowMatrix checked(Rows rows, int latents) {
        RowMatrix x = RowMatrix.toFit(rows);
        int most = Math.min(x.count(), x.width()) - 1;
        if (latents < 1 || latents > most) {
            throw new IllegalArgumentException("latents " + latents + ": must be 1 to " + most + ", for " + x.count()
                    + " rows of " + x.width() + " features");
        }
        return x;
    }

    private static void requireNoise(double noise, double variance, int latents) {
        if (!(noise > PrincipalAxes.ROUNDING * variance)) {
            throw new DataException("the rows lie in a subspace of " + latents
                    + " dimensions or fewer, where the likelihood has no maximum; use fewer latents or other rows");
        }
    }

    private static double[] isotropic(double noise, int features) {
        double[] values = new double[features];
        Arrays.fill(values, noise);
        return values;
    }
}
