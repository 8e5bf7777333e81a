package io.elbo.model;

import io.elbo.engine.Node;

/** The view of a model on one row that an objective uses. Each node is in nats. */
public interface Inference {
    /** Returns {@code q(z|x)}. */
    Posterior.Moments q();

    /** Returns fresh draws of z from q(z|x) with the reparameterization trick. The decoder processes them together. */
    Draw draw(int samples);

    /** Returns a fresh draw of z. */
    default Draw draw() {
        return draw(1);
    }

    /**
     * Returns {@code KL(q(z|x) || p(z))} for each latent, {@code [latent]}; zeros for a point.
     *
     * @return the divergences, or null if the prior has no closed form
     */
    Node klPerLatent();

    /** Returns {@code KL(q(z|x) || p(z))}, {@code [1]}, in closed form if there is one, otherwise estimated from each draw. */
    default Node kl(Draw draw) {
        Node closed = klPerLatent();
        return closed == null ? draw.logPosterior().minus(draw.logPrior()) : closed.sumAll();
    }

    /** Returns {@link Objective#weight} of this step, {@code [1]}. */
    Node weight();

    /** Returns the maximum number of rows of a batch, for estimators over the batch. */
    int batchRows();

    /**
     * z and its log densities, each {@code [1]}. With several draws, each draw has its own values ({@link Node#draws}), except for values
     * that are the same in all draws.
     */
    interface Draw {
        /** Returns z, {@code [latent]}. */
        Node z();

        /** Returns {@code ln p(x|z)}. */
        Node logLikelihood();

        /** Returns {@code ln p(z)}. */
        Node logPrior();

        /** Returns {@code ln q(z|x)}, through which gradients reach q's parameters only by way of z. */
        Node logPosteriorDetached();

        /** Returns {@code ln q(z|x)}. */
        Node logPosterior();

        /** Returns this draw with no gradient through z. */
        Draw detached();
    }
}
