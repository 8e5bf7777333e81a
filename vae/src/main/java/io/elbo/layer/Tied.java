package io.elbo.layer;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/**
 * A tied decoder layer {@code y = z U + b} with the matrix U {@code [latent, units]} of the posterior's mean. The decoder is the transpose
 * of its encoder, as for principal components.
 *
 * @param units at least 1
 */
public record Tied(int units) implements Layer {
    public Tied {
        Layer.atLeast("units", units, 1);
    }

    @Override
    public Node apply(Node z, Network network) {
        int latent = z.shape().size();
        Network mean = new Network(network.graph(), "mean", network.initialization(), network.training());
        Node bias = network.bias(units, latent);
        return z.affineTransposed(mean.weight(Shape.of(latent, units), units, latent))
                .plus(bias.spread());
    }

    @Override
    public Shape output(Shape z) {
        if (z.rank() != 1) {
            throw new IllegalArgumentException("tied takes the latents, a flat value, not " + z);
        }
        Layer.requireWeight(z.size(), units);
        return Shape.of(units);
    }
}
