package io.elbo.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.elbo.spec.Elbo;
import io.elbo.spec.EpochMetrics;

/**
 * How a training is, as {@code status.json} in its folder says.
 *
 * @param epoch from 1; 0 before the first
 * @param epochs of the run
 * @param step steps made, of all epochs
 * @param steps of the run
 * @param rowsPerSecond over the last moments
 * @param secondsLeft estimated from it
 * @param epochSoFar the mean over the rows of this epoch; null before there are any
 * @param best the epoch whose weights are kept so far; null before the first has ended
 * @param stage what is done before or after the epochs, for example {@code training the anomaly scorer, 3 of 8}; null in them
 * @param message why it failed; null if it did not
 */
public record RunStatus(
        State state,
        int epoch,
        int epochs,
        long step,
        long steps,
        double rowsPerSecond,
        double secondsLeft,
        Elbo epochSoFar,
        Best best,
        String stage,
        String message) {
    /**
     * The epoch whose weights are kept.
     *
     * @param score {@link EpochMetrics#score by which} it was chosen, nats
     */
    public record Best(int epoch, double score) {}

    /** What a training is at. */
    public enum State {
        /** It goes on. */
        @JsonProperty("training")
        TRAINING,
        /** It was asked to stop, and can go on. */
        @JsonProperty("stopped")
        STOPPED,
        /** All is trained. */
        @JsonProperty("finished")
        FINISHED,
        /** It ended by an error. */
        @JsonProperty("failed")
        FAILED,
        /** Its process ended without a word; it can go on from its last checkpoint. Never written, only read. */
        @JsonProperty("interrupted")
        INTERRUPTED
    }

    /** @throws IllegalArgumentException without a state, or with numbers that cannot be */
    public RunStatus {
        if (state == null) {
            throw new IllegalArgumentException("state: is missing");
        }
        if (epoch < 0 || epochs < 0 || step < 0 || steps < 0) {
            throw new IllegalArgumentException("epoch, epochs, step and steps: must not be negative");
        }
    }

    /** Returns the same with another best epoch. */
    public RunStatus with(Best other) {
        return new RunStatus(
                state, epoch, epochs, step, steps, rowsPerSecond, secondsLeft, epochSoFar, other, stage, message);
    }

    /** The same in another state. */
    public RunStatus with(State other, String why) {
        return new RunStatus(
                other, epoch, epochs, step, steps, rowsPerSecond, secondsLeft, epochSoFar, best, stage, why);
    }
}
