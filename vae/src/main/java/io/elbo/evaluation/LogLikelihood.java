package io.elbo.evaluation;

/**
 * An importance-sampled estimate of ln p(x).
 *
 * @param rows the number of rows
 * @param samples the number of samples of z per row
 * @param mean the mean over the rows, in nats
 * @param standardError the standard error of that mean due to the sampling of z; NaN if there is only one sample
 */
public record LogLikelihood(int rows, int samples, double mean, double standardError) {}
