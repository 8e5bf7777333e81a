package io.elbo.layer;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import java.util.List;

/**
 * Adds a condition to the input of layers. If the first layer is a convolution, the condition becomes additional channels: its own
 * channels if it is an image of the same size, otherwise one channel per number, constant over the pixels. In all other cases the
 * flattened condition is appended to the flattened input.
 */
public final class Conditioning {
    private Conditioning() {}

    /** Returns the input of the layers. */
    public static Node of(List<Layer> layers, Node x, Node condition) {
        if (!asChannels(layers, x.shape())) {
            return Node.concat(List.of(flat(x), flat(condition)));
        }
        int height = x.shape().extent(0);
        int width = x.shape().extent(1);
        if (sameSize(x.shape(), condition.shape())) {
            return Node.concat(List.of(x, condition));
        }
        int n = condition.shape().size();
        Node maps = flat(condition).repeat(height * width).reshape(Shape.of(height, width, n));
        return Node.concat(List.of(x, maps));
    }

    /**
     * Returns the shape of the input of the layers.
     *
     * @throws IllegalArgumentException if the shape is too large
     */
    public static Shape output(List<Layer> layers, Shape x, Shape condition) {
        if (!asChannels(layers, x)) {
            return Shape.of(Math.addExact(x.size(), condition.size()));
        }
        return x.withLast(Math.addExact(x.last(), sameSize(x, condition) ? condition.last() : condition.size()));
    }

    private static boolean asChannels(List<Layer> layers, Shape x) {
        return x.rank() == 3 && !layers.isEmpty() && layers.get(0) instanceof Conv;
    }

    private static boolean sameSize(Shape x, Shape condition) {
        return condition.rank() == 3 && condition.extent(0) == x.extent(0) && condition.extent(1) == x.extent(1);
    }

    private static Node flat(Node x) {
        return x.reshape(Shape.of(x.shape().size()));
    }
}
