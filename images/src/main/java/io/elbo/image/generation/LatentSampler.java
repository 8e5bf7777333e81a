package io.elbo.image.generation;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.evaluation.LogLikelihood;
import java.nio.file.Path;
import java.util.Optional;

/** A source of latents z for a trained model to decode. Immutable and thread-safe. */
public sealed interface LatentSampler permits PriorSampler, MixtureSampler, TwoStageSampler {
    /** Draws n values of z, {@code [n][latent]}. The first draws are the same for any n. */
    float[][] draw(int n, long seed);

    /**
     * Estimates ln p(x) of the model with this sampler's density as p(z).
     *
     * @param options the options, with at least 1 sample per row
     * @return the estimate, or empty if the density is unknown
     */
    Optional<LogLikelihood> logLikelihood(Vae vae, Rows rows, EvaluationOptions options);

    /** Returns a description for reports. */
    String name();

    /**
     * Reads a sampler that was fitted to a model.
     *
     * @throws DataException if the file is not a sampler or belongs to another model
     */
    static LatentSampler load(Path file, Vae vae) {
        return SamplerFile.read(file, vae);
    }
}
