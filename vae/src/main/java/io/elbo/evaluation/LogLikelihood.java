package io.elbo.evaluation;

/**
 * An importance-sampled estimate of ln p(x).
 *
 * @param rows estimated
 * @param samples of z a row
 * @param mean over rows, nats
 * @param standardError of that mean, from the sampling of z; NaN if there is one sample only
 */
public record LogLikelihood(int rows, int samples, double mean, double standardError) {}
