package io.elbo.semi;

/** Hears of the training of an {@link M2}, on the training thread. */
public interface M2Listener {
    /** A listener that ignores everything. */
    M2Listener NONE = new M2Listener() {};

    /**
     * How far a training is.
     *
     * @param epoch from 1
     * @param epochs of the training
     * @param step steps made, of all epochs
     * @param steps of the training
     * @param secondsLeft estimated from the last moments
     */
    record Progress(int epoch, int epochs, long step, long steps, double secondsLeft) {}

    /**
     * Before the first step.
     *
     * @param labelled rows with a label that are trained on
     * @param unlabelled rows without
     * @param parameters weights and biases
     */
    default void started(int labelled, int unlabelled, long parameters) {}

    /** Several times a second. */
    default void progressed(Progress progress) {}

    /**
     * After each epoch.
     *
     * @param metrics what it came to
     * @param best whether no epoch before was better on the rows held out; true if there are none
     */
    default void epochEnded(M2Epoch metrics, boolean best) {}

    /** Asked after each step; when this is true, the training ends with the weights that it has. */
    default boolean stopRequested() {
        return false;
    }
}
