package io.elbo.image.generation;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.evaluation.LogLikelihood;
import java.nio.file.Path;
import java.util.Optional;

/** Where codes z come from that a trained model decodes. Immutable, safe for threads. */
public sealed interface LatentSampler permits PriorSampler, MixtureSampler, TwoStageSampler {
    /** n draws of z, {@code [n][latent]}, the first of them the same for any n. */
    float[][] draw(int n, long seed);

    /**
     * An estimate of ln p(x) of the model with these draws' density for p(z).
     *
     * @param options with at least 1 sample a row
     * @return empty if the density is not known
     */
    Optional<LogLikelihood> logLikelihood(Vae vae, Rows rows, EvaluationOptions options);

    /** What this is, for reports. */
    String name();

    /**
     * Reads a sampler that was fitted to a model.
     *
     * @throws DataException if the file is none, or belongs to another model
     */
    static LatentSampler load(Path file, Vae vae) {
        return SamplerFile.read(file, vae);
    }
}
