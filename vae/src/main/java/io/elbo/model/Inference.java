package io.elbo.model;

import io.elbo.engine.Node;

/** What an objective sees of a model at one row. Each node is in nats. */
public interface Inference {
    /** {@code q(z|x)}. */
    Posterior.Moments q();

    /** Fresh draws of z from q(z|x), by the reparameterization trick; they go through the decoder together. */
    Draw draw(int samples);

    /** A fresh draw of z. */
    default Draw draw() {
        return draw(1);
    }

    /**
     * {@code KL(q(z|x) || p(z))} for each latent, {@code [latent]}; zeros for a point.
     *
     * @return null if the prior has no closed form
     */
    Node klPerLatent();

    /** {@code KL(q(z|x) || p(z))}, {@code [1]}: in closed form if there is one, otherwise estimated at each draw. */
    default Node kl(Draw draw) {
        Node closed = klPerLatent();
        return closed == null ? draw.logPosterior().minus(draw.logPrior()) : closed.sumAll();
    }

    /** {@link Objective#weight} of this step, {@code [1]}. */
    Node weight();

    /** Rows of a batch at most: what estimators over the batch see. */
    int batchRows();

    /**
     * z and its log densities, each {@code [1]}. Of several draws each has these values ({@link Node#draws}), but for what is
     * the same in all.
     */
    interface Draw {
        /** {@code [latent]}. */
        Node z();

        /** {@code ln p(x|z)}. */
        Node logLikelihood();

        /** {@code ln p(z)}. */
        Node logPrior();

        /** {@code ln q(z|x)}; no gradient reaches q's parameters but through z. */
        Node logPosteriorDetached();

        /** {@code ln q(z|x)}. */
        Node logPosterior();

        /** The same z, through which no gradient flows. */
        Draw detached();
    }
}
