/**
 * Finds rows that differ from the training data of a model: {@link io.elbo.image.score.Score anomaly scores} of single rows, {@link
 * io.elbo.image.score.Calibration thresholds} with a known false positive rate, and {@link io.elbo.image.score.OutOfDistribution
 * measurements} of how well a score separates two sets.
 *
 * <p>Rows are prepared as in the model's training (binarized if the training binarized), but not corrupted. All draws depend only on the
 * seed and the row's position, so results are the same on any machine and with any number of threads.
 */
package io.elbo.image.score;
