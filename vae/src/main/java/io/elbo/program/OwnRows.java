package io.elbo.program;

import io.elbo.engine.Graph;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.model.Objective;
import io.elbo.model.Posterior;
import io.elbo.model.Prior;

/**
 * The prior's own rows, which come first in a training minibatch. All rows are encoded, every row uses the posteriors of the own rows, and
 * the loss is that of the others.
 */
final class OwnRows {
    private final ModelGraph model;
    private final Prior prior;
    private final int rows;
    private final Node which;
    private final Node own;

    /** @param batch the greatest number of rows of the data */
    OwnRows(ModelGraph model, int batch) {
        this.model = model;
        prior = model.spec().prior();
        rows = prior.ownRows() + batch;
        which = model.graph().position(rows).slice(0, prior.ownRows());
        own = which.sum();
    }

    /** Returns the encoder's input for a row. */
    Node seen(Node x) {
        Shape flat = Shape.of(x.shape().size());
        Node u = model.ownRow(which);
        return own.broadcast(flat).select(u.reshape(flat), x.reshape(flat)).reshape(x.shape());
    }

    Node logDensity(Node z, Posterior.Moments q) {
        return prior.logDensityGiven(z, new Posterior.Moments(first(q.mean()), first(q.logVariance())));
    }

    private Node first(Node value) {
        int latent = value.shape().size();
        return value.allRows(rows)
                .reshape(Shape.of(rows * latent))
                .slice(0, prior.ownRows() * latent)
                .reshape(Shape.of(prior.ownRows(), latent));
    }

    Objective.Terms masked(Objective.Terms terms) {
        return new Objective.Terms(
                masked(terms.loss()),
                terms.encoderLoss() == null ? null : masked(terms.encoderLoss()),
                terms.reconstruction(),
                terms.kl());
    }

    /** Returns zero for the prior's own rows, so that the mean over all rows is that over the others. */
    private Node masked(Node loss) {
        Graph graph = model.graph();
        Node share = graph.inverseRows().times(-prior.ownRows()).plus(1);
        return own.select(loss.zero(), loss.over(share));
    }
}
