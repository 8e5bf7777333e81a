package io.elbo.program;

import io.elbo.engine.Graph;
import io.elbo.engine.Node;
import io.elbo.engine.Op;
import io.elbo.engine.Shape;
import java.util.List;

/** The inputs of a model's programs. */
public enum Input {
    /** The encoder's input. */
    X,
    /** The target of p(x|z), if it differs from the encoder's input. */
    TARGET,
    /** The condition of encoder and decoder. */
    CONDITION,
    /** The objective's weight of a step. */
    WEIGHT,
    /** The latent variables. */
    Z,
    /** Standard normal noise for draws of q(z|x). */
    NOISE,
    /** The mean of q(z|x). */
    MEAN,
    /** The log variance of q(z|x). */
    LOG_VARIANCE,
    /** The index of one of the prior's own rows, one-hot. */
    PRIOR_ROW;

    /** Returns this input of a graph. */
    public Node of(Graph graph, Shape shape) {
        return graph.input(name(), shape);
    }

    /** Returns the inputs of a graph, in the order in which they are fed. */
    public static List<Input> of(Graph program) {
        return program.inputs().stream()
                .map(node -> valueOf(((Op.Input) node.op()).name()))
                .toList();
    }
}
