package io.elbo.evaluation;

import io.elbo.spec.Elbo;
import java.util.List;

/**
 * How well a model fits rows.
 *
 * @param rows evaluated
 * @param elbo mean per row, nats; one sample of z a row
 * @param bitsPerDimension {@code -elbo / (features ln 2)}; for a density of bytes scaled to 0..1, plus 8, so that it
 *     counts bits of the bytes
 * @param activeUnits latents whose mean varies over the rows by more than 0.01 (Burda et al. 2016)
 * @param klPerLatent mean per row, nats
 * @param samples K, 0 if log p(x) was not estimated
 * @param logLikelihood the importance-sampled estimate of ln p(x), mean per row, nats; NaN if K is 0
 * @param logLikelihoodStandardError of that mean, from the sampling of z; NaN if K is less than 2
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
