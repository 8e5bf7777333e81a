package io.elbo.evaluation;

/**
 * The posteriors q(z|x) of rows.
 *
 * @param mean the means, {@code [rows][latent]}
 * @param logVariance the natural logarithms of the variances, {@code [rows][latent]}
 */
public record Encoding(float[][] mean, float[][] logVariance) {}
