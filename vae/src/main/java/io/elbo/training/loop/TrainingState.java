package io.elbo.training.loop;

import io.elbo.engine.execution.Parameters;
import java.util.List;

/**
 * All that a task needs to go on as if it had never stopped.
 *
 * @param step steps made
 * @param seconds of training
 * @param sums the terms of the loss over the rows of the current epoch so far
 * @param epochs the metrics of the epochs that ended
 * @param bestEpoch the best of them, from 1; 0 if there is none
 * @param weights now
 * @param moments of the optimizer
 * @param best the weights of the best epoch; null if those are the weights now, or there is none yet
 */
public record TrainingState<E>(
        long step,
        double seconds,
        double[] sums,
        List<E> epochs,
        int bestEpoch,
        Parameters weights,
        List<Parameters> moments,
        Parameters best) {
    public TrainingState {
        epochs = epochs == null ? List.of() : List.copyOf(epochs);
        if (step < 0 || bestEpoch < 0 || bestEpoch > epochs.size()) {
            throw new IllegalArgumentException(
                    "step " + step + " and best epoch " + bestEpoch + " of " + epochs.size() + " do not fit together");
        }
    }
}
