package io.elbo.semi;

import io.elbo.training.EpochListener;

/** Is told how the training of an {@link M2} proceeds, on the training thread. */
public interface M2Listener extends EpochListener<M2Epoch> {
    /** A listener that ignores everything. */
    M2Listener NONE = new M2Listener() {};

    /**
     * Called before the first step.
     *
     * @param labelled the number of labelled rows to train on
     * @param unlabelled the number of unlabelled rows
     * @param parameters the number of weights and biases
     */
    default void started(int labelled, int unlabelled, long parameters) {}
}
