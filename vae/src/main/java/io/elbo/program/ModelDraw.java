package io.elbo.program;

import io.elbo.engine.Node;
import io.elbo.model.Inference;
import io.elbo.model.Posterior;

/** Draws of z in a graph. Only the needed parts are built. */
final class ModelDraw implements Inference.Draw {
    private final ModelGraph model;
    private final Posterior.Moments q;
    private final Node z;
    private final Node target;
    private final OwnRows own;
    private Node output;
    private Node logLikelihood;

    /** @param own the prior's own rows in training; null if there are none */
    ModelDraw(ModelGraph model, Posterior.Moments q, Node z, Node target, OwnRows own) {
        this.model = model;
        this.q = q;
        this.z = z;
        this.target = target;
        this.own = own;
    }

    @Override
    public Node z() {
        return z;
    }

    /** Returns the decoder's output in the shape of the likelihood's parameters. */
    Node output() {
        if (output == null) {
            output = model.output(z);
        }
        return output;
    }

    @Override
    public Node logLikelihood() {
        if (logLikelihood == null) {
            logLikelihood = model.distributionOf(output()).logDensity(target);
        }
        return logLikelihood;
    }

    @Override
    public Node logPrior() {
        return model.logPrior(z, q, own);
    }

    @Override
    public Node logPosterior() {
        return q.logDensity(z);
    }

    @Override
    public Node logPosteriorDetached() {
        return q.detached().logDensity(z);
    }

    @Override
    public Inference.Draw detached() {
        return new ModelDraw(model, q, z.detach(), target, own);
    }
}
