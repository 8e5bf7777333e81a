package io.elbo.course.study;

import io.elbo.Vae;
import io.elbo.engine.Node;
import io.elbo.engine.Op;
import io.elbo.engine.execution.Parameters;
import java.util.Collection;

/** The weights of a model for a program of it. */
final class Weights {
    private Weights() {}

    static Parameters of(Vae model, Collection<Node> parameters) {
        Parameters weights = Parameters.zeros(parameters);
        for (Node parameter : parameters) {
            String name = ((Op.Parameter) parameter.op()).name();
            weights.set(name, model.weight(name));
        }
        return weights;
    }
}
