package io.elbo.layer;

import io.elbo.engine.Graph;
import io.elbo.engine.Initializer;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/**
 * Where a layer writes itself: a graph, the name of the layer's parameters, the scheme of their first values, and whether
 * the program is for training (dropout is active).
 *
 * @param graph receives the nodes
 * @param name the prefix of parameter names, for example {@code encoder.0}
 * @param initialization how weights begin
 * @param training whether this program trains
 */
public record Network(Graph graph, String name, Initialization initialization, boolean training) {
    /** A weight of this layer. */
    public Node weight(Shape shape, int fanIn, int fanOut) {
        return graph.parameter(name + ".weight", shape, initialization.weight(fanIn, fanOut));
    }

    /** A bias of this layer. */
    public Node bias(int length, int fanIn) {
        return graph.parameter(name + ".bias", Shape.of(length), initialization.bias(fanIn));
    }

    /** A vector that begins with the same number in every place. */
    public Node vector(String suffix, int length, float value) {
        return graph.parameter(name + "." + suffix, Shape.of(length), new Initializer.Constant(value));
    }
}
