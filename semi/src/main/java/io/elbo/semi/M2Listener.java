package io.elbo.semi;

import io.elbo.training.EpochListener;

/** Is told how the training of an {@link M2} proceeds, on the training thread. */
public interface M2Listener extends EpochListener<M2Epoch> {
    /** A listener that ignores everything. */
    M2Listener NONE = new M2Listener() {};

    /**
     * Before the first step.
     *
     * @param labelled rows with a label that are trained on
     * @param unlabelled rows without
     * @param parameters weights and biases
     */
    default void started(int labelled, int unlabelled, long parameters) {}
}
