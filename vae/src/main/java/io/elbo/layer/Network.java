package io.elbo.layer;

import io.elbo.engine.Graph;
import io.elbo.engine.Initializer;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/**
 * The context in which a layer creates its nodes and parameters.
 *
 * @param graph receives the nodes
 * @param name the prefix of parameter names, for example {@code encoder.0}
 * @param initialization the scheme for the initial weights
 * @param training whether the program is for training, in which dropout is active
 */
public record Network(Graph graph, String name, Initialization initialization, boolean training) {
    /** Creates a weight of this layer. */
    public Node weight(Shape shape, int fanIn, int fanOut) {
        return graph.parameter(name + ".weight", shape, initialization.weight(fanIn, fanOut));
    }

    /** Creates a bias of this layer. */
    public Node bias(int length, int fanIn) {
        return graph.parameter(name + ".bias", Shape.of(length), initialization.bias(fanIn));
    }

    /** Creates a parameter vector whose initial values are all the same. */
    public Node vector(String suffix, int length, float value) {
        return graph.parameter(name + "." + suffix, Shape.of(length), new Initializer.Constant(value));
    }
}
