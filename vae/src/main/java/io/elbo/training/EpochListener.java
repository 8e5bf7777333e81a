package io.elbo.training;

import io.elbo.spec.Elbo;
import java.util.concurrent.CancellationException;

/**
 * Is told how a training proceeds, on the training thread.
 *
 * @param <E> the metrics of an epoch
 */
public interface EpochListener<E> {
    /**
     * How far a training is.
     *
     * @param epoch from 1
     * @param epochs of the run
     * @param step steps made, of all epochs
     * @param steps of the run
     * @param rowsPerSecond over the last moments
     * @param secondsLeft estimated from it
     * @param epochSoFar the mean over the rows of this epoch; null where the loss has other terms
     */
    record Progress(
            int epoch, int epochs, long step, long steps, double rowsPerSecond, double secondsLeft, Elbo epochSoFar) {}

    /** Called several times a second. */
    default void progressed(Progress progress) {}

    /**
     * Called after each epoch.
     *
     * @param metrics of the epoch
     * @param best whether no epoch before was better
     */
    default void epochEnded(E metrics, boolean best) {}

    /**
     * Called before work of another kind than epochs, or before the epochs of a part of a model.
     *
     * @param what for example {@code training the anomaly scorer, 3 of 8}
     */
    default void stage(String what) {}

    /** Asked after each step, and within stages without steps. When this is true, the training stops and can go on later. */
    default boolean stopRequested() {
        return false;
    }

    /**
     * Ends work that cannot return a part of its result.
     *
     * @throws CancellationException if a stop is requested
     */
    default void checkStop() {
        if (stopRequested()) {
            throw new CancellationException("the training was stopped as requested");
        }
    }
}
