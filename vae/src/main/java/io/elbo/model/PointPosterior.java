package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Dense;
import io.elbo.layer.Network;

/**
 * z is a function of x, {@code z = mean(x)}: a plain autoencoder. One affine head, {@code mean}, sees the encoder's output.
 * There is no KL divergence, no density of z, and nothing that ties the codes to the prior.
 */
public record PointPosterior() implements Posterior {
    @Override
    public Moments of(Node features, int latent, Network network) {
        Node head = new Dense(latent)
                .apply(features, new Network(network.graph(), "mean", network.initialization(), network.training()));
        return new Moments(head.reshape(Shape.of(latent)), null);
    }

    @Override
    public boolean random() {
        return false;
    }
}
