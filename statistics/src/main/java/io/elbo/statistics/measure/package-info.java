/**
 * Numbers about data: how alike two images are ({@link io.elbo.statistics.measure.ImageQuality}), how well scores tell two kinds of
 * rows apart ({@link io.elbo.statistics.measure.Ranking}), how alike two sets of rows are ({@link io.elbo.statistics.measure.FrechetDistance},
 * {@link io.elbo.statistics.measure.PrecisionRecall}, {@link io.elbo.statistics.measure.NearestNeighbours}), how latents go with the factors
 * that made the data ({@link io.elbo.statistics.measure.Disentanglement}), and the information of discrete distributions ({@link
 * io.elbo.statistics.measure.Information}).
 *
 * <p>Arrays go in, a number or a record comes out; nothing here knows a network, and this package may use {@code
 * io.elbo.data} and {@code io.elbo.math} only. Arithmetic
 * is in double precision, in an order that depends on the data alone; work on large sets uses all processors, which shows
 * in no result. Natural logarithms, nats. Data that cannot be measured is refused with an {@link
 * io.elbo.data.DataException}, settings out of range with an {@link IllegalArgumentException}.
 */
package io.elbo.statistics.measure;
