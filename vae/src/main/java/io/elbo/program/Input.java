package io.elbo.program;

import io.elbo.engine.Graph;
import io.elbo.engine.Node;
import io.elbo.engine.Op;
import io.elbo.engine.Shape;
import java.util.List;

/** What is fed to the programs of a model. */
public enum Input {
    /** What the encoder sees. */
    X,
    /** What p(x|z) is a distribution of, where that is not what the encoder sees. */
    TARGET,
    /** What encoder and decoder get beside. */
    CONDITION,
    /** The objective's number of a step. */
    WEIGHT,
    /** The latents. */
    Z,
    /** Standard normal numbers, of which draws of q(z|x) are made. */
    NOISE,
    /** The mean of q(z|x). */
    MEAN,
    /** The log variance of q(z|x). */
    LOG_VARIANCE,
    /** Which of the prior's own rows, one-hot. */
    PRIOR_ROW;

    /** The input of a graph; one for each. */
    public Node of(Graph graph, Shape shape) {
        return graph.input(name(), shape);
    }

    /** The inputs of a program of these alone, in the order in which they are fed. */
    public static List<Input> of(Graph program) {
        return program.inputs().stream()
                .map(node -> valueOf(((Op.Input) node.op()).name()))
                .toList();
    }
}
