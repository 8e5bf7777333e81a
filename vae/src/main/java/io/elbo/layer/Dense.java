package io.elbo.layer;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/**
 * A dense layer {@code y = x W^T + b} from {@code [in]} to {@code [units]}, with W {@code [units, in]} and b {@code [units]}. An image is
 * flattened first, as by {@link Flatten}.
 *
 * @param units at least 1
 */
public record Dense(int units) implements Layer {
    public Dense {
        Layer.atLeast("units", units, 1);
    }

    @Override
    public Node apply(Node x, Network network) {
        Node flat = Flatten.flatten(x);
        int in = flat.shape().size();
        return flat.affine(network.weight(Shape.of(units, in), in, units), network.bias(units, in));
    }

    @Override
    public Shape output(Shape x) {
        Layer.requireWeight(units, x.size());
        return Shape.of(units);
    }
}
