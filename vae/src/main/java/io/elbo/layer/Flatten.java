package io.elbo.layer;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/** Flattens {@code [height, width, channels]} to {@code [channels * height * width]} in PyTorch's order. A flat value is unchanged. */
public record Flatten() implements Layer {
    @Override
    public Node apply(Node x, Network network) {
        return flatten(x);
    }

    static Node flatten(Node x) {
        return x.shape().rank() == 1
                ? x
                : x.channelsFirst().reshape(Shape.of(x.shape().size()));
    }

    @Override
    public Shape output(Shape x) {
        return Shape.of(x.size());
    }
}
