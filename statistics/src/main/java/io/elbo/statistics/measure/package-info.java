/**
 * Measures of data: how similar two images are ({@link io.elbo.statistics.measure.ImageQuality}), how well scores separate two
 * kinds of rows ({@link io.elbo.statistics.measure.Ranking}), how similar two sets of rows are
 * ({@link io.elbo.statistics.measure.FrechetDistance}, {@link io.elbo.statistics.measure.PrecisionRecall},
 * {@link io.elbo.statistics.measure.NearestNeighbours}), how latent variables relate to the factors that generated the data
 * ({@link io.elbo.statistics.measure.Disentanglement}), and the information of discrete distributions
 * ({@link io.elbo.statistics.measure.Information}).
 *
 * <p>The input is arrays; the result is a number or a record. The package knows no neural network and uses only
 * {@code io.elbo.data} and {@code io.elbo.math}. Arithmetic is in double precision, in an order that depends only on the data.
 * Work on large sets uses all processors without affecting any result. Logarithms are natural, in nats. Data that cannot be
 * measured are refused with an {@link io.elbo.data.DataException}, settings out of range with an
 * {@link IllegalArgumentException}.
 */
package io.elbo.statistics.measure;
