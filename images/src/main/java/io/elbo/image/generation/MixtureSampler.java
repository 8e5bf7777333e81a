package io.elbo.image.generation;

import io.elbo.Vae;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.evaluation.LogLikelihood;
import io.elbo.statistics.baseline.EmOptions;
import io.elbo.statistics.baseline.GaussianMixture;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Draws from a mixture of Gaussians with full covariances, fitted to draws of the aggregate posterior. The latents lie where the decoder
 * was trained. This also turns a plain autoencoder into a generator (Ghosh et al. 2020, "From Variational to Deterministic
 * Autoencoders").
 */
public final class MixtureSampler implements LatentSampler {
    private static final int MOST_ROWS = 20_000;

    private final GaussianMixture mixture;
    private final String model;

    private MixtureSampler(GaussianMixture mixture, String model) {
        this.mixture = mixture;
        this.model = model;
    }

    /**
     * Fits a mixture to at most 20,000 of the rows.
     *
     * @param rows the training rows of the model
     * @param components the maximum number of components, at least 1
     */
    public static MixtureSampler fit(Vae vae, Rows rows, int components, long seed) {
        float[][] z = AggregatePosterior.draws(vae, rows.some(MOST_ROWS, seed), seed);
        GaussianMixture.Options options = new GaussianMixture.Options(
                components, GaussianMixture.Covariance.FULL, 1e-6, 1, new EmOptions(100, 1e-3), seed);
        return of(GaussianMixture.fit(FloatRows.of(z), options), vae.digest());
    }

    /** Creates a sampler. Rounds the mixture's numbers to the precision of a file, so that a reloaded sampler draws the same. */
    static MixtureSampler of(GaussianMixture fitted, String model) {
        double[] weights = fitted.weights();
        double[][] means = fitted.means();
        double[][][] roots = new double[weights.length][][];
        round(weights);
        for (int c = 0; c < weights.length; c++) {
            roots[c] = fitted.root(c);
            round(means[c]);
            for (double[] row : roots[c]) {
                round(row);
            }
        }
        return new MixtureSampler(GaussianMixture.of(weights, means, roots), model);
    }

    private static void round(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) values[i];
        }
    }

    @Override
    public float[][] draw(int n, long seed) {
        return mixture.sample(n, seed);
    }

    @Override
    public Optional<LogLikelihood> logLikelihood(Vae vae, Rows rows, EvaluationOptions options) {
        return vae.spec().posterior().random()
                ? Optional.of(vae.logLikelihood(rows, z -> mixture.logDensities(FloatRows.of(z)), options))
                : Optional.empty();
    }

    @Override
    public String name() {
        return "mixture of " + mixture.weights().length + " Gaussians";
    }

    /**
     * Writes a safetensors file atomically.
     *
     * @throws io.elbo.data.DataException if it cannot be written
     */
    public void save(Path file) {
        SamplerFile.write(file, mixture, model);
    }
}
