package io.elbo.evaluation;

/**
 * q(z|x) of some rows.
 *
 * @param mean {@code [rows][latent]}
 * @param logVariance natural logarithms of the variances, {@code [rows][latent]}
 */
public record Encoding(float[][] mean, float[][] logVariance) {}
