package io.elbo.training;

import io.elbo.spec.Elbo;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.RunSpec;

/** Hears of a training as it goes on, on the training thread. */
public interface TrainingListener {
    /** A listener that ignores everything. */
    TrainingListener NONE = new TrainingListener() {};

    /**
     * How far a training is.
     *
     * @param epoch from 1
     * @param epochs of the run
     * @param step steps made, of all epochs
     * @param steps of the run
     * @param rowsPerSecond over the last moments
     * @param secondsLeft estimated from it
     * @param epochSoFar the mean over the rows of this epoch
     */
    record Progress(
            int epoch, int epochs, long step, long steps, double rowsPerSecond, double secondsLeft, Elbo epochSoFar) {}

    /**
     * Before the first step.
     *
     * @param run what is trained and how
     * @param trainingRows rows trained on
     * @param validationRows rows held out
     * @param parameters weights and biases
     */
    default void started(RunSpec run, int trainingRows, int validationRows, long parameters) {}

    /** Several times a second. */
    default void progressed(Progress progress) {}

    /**
     * Before {@link #epochEnded}, where it is known: the KL divergence of each latent, nats, mean over the rows held out.
     */
    default void klPerLatent(double[] nats) {}

    /**
     * After each epoch.
     *
     * @param metrics what it came to
     * @param best whether no epoch before was better
     */
    default void epochEnded(EpochMetrics metrics, boolean best) {}

    /**
     * Before something else than epochs that takes a while, as the training of what belongs to a model of a table.
     *
     * @param what for example {@code learning what is strange, 3 of 8}
     */
    default void stage(String what) {}

    /** Asked after each step; the training ends, with a checkpoint, when this is true. */
    default boolean stopRequested() {
        return false;
    }
}
