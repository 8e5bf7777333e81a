package io.elbo.training;

import io.elbo.spec.EpochMetrics;
import io.elbo.spec.RunSpec;

/** Is told how the training of a VAE proceeds, on the training thread. */
public interface TrainingListener extends EpochListener<EpochMetrics> {
    /** A listener that ignores everything. */
    TrainingListener NONE = new TrainingListener() {};

    /**
     * Called before the first step.
     *
     * @param run what is trained and how
     * @param trainingRows rows trained on
     * @param validationRows rows held out
     * @param parameters weights and biases
     */
    default void started(RunSpec run, int trainingRows, int validationRows, long parameters) {}

    /**
     * Called before {@link #epochEnded}, where it is known: the KL divergence of each latent dimension in nats, the mean over the rows
     * held out.
     */
    default void klPerLatent(double[] nats) {}
}
