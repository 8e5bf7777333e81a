package io.elbo.image.generation;

import io.elbo.Vae;
import io.elbo.data.Rows;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.evaluation.LogLikelihood;
import java.util.Optional;

/**
 * Draws from the model's prior p(z). A plain autoencoder was trained without a prior; for it, the draws are from N(0, I).
 *
 * @param vae the model
 */
public record PriorSampler(Vae vae) implements LatentSampler {
    @Override
    public float[][] draw(int n, long seed) {
        return vae.sampleLatents(n, seed);
    }

    @Override
    public Optional<LogLikelihood> logLikelihood(Vae model, Rows rows, EvaluationOptions options) {
        return model.spec().posterior().random() ? Optional.of(model.logLikelihood(rows, options)) : Optional.empty();
    }

    @Override
    public String name() {
        return vae.spec().posterior().random() ? "prior" : "N(0, I): a plain autoencoder has no prior";
    }
}
