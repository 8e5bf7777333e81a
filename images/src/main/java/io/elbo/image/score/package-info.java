/**
 * Does a row belong to the kind that a model was trained on: {@link io.elbo.image.score.Score scores} of single rows, higher for
 * stranger ones; {@link io.elbo.image.score.Calibration thresholds} with a known rate of false alarms; and {@link
 * io.elbo.image.score.OutOfDistribution how well} a score tells two sets apart.
 *
 * <p>Rows are treated as in the model's training (binarized if that was), but not corrupted. Whatever is drawn goes by the
 * seed and the row's place, so that results are the same on any machine and with any number of threads.
 */
package io.elbo.image.score;
