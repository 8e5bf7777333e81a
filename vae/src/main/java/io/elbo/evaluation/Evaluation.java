package io.elbo.evaluation;

import io.elbo.spec.Elbo;
import java.util.List;

/**
 * The evaluation of a model on rows.
 *
 * @param rows the number of evaluated rows
 * @param elbo the ELBO with one sample of z per row, as the mean per row, in nats
 * @param bitsPerDimension {@code -elbo / (features ln 2)}; for a density of bytes scaled to 0..1, plus 8, so that it counts bits of the
 *     bytes
 * @param activeUnits the number of latents whose mean has a variance over the rows of more than 0.01 (Burda et al. 2016)
 * @param klPerLatent the KL divergence of each latent, as the mean per row, in nats
 * @param samples K, or 0 if ln p(x) was not estimated
 * @param logLikelihood the importance-sampled estimate of ln p(x), as the mean per row, in nats; NaN if K is 0
 * @param logLikelihoodStandardError the standard error of that mean due to the sampling of z; NaN if K is less than 2
 */
public record Evaluation(
        int rows,
        Elbo elbo,
        double bitsPerDimension,
        int activeUnits,
        List<Double> klPerLatent,
        int samples,
        double logLikelihood,
        double logLikelihoodStandardError) {}
