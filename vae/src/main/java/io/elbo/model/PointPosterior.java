package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Dense;
import io.elbo.layer.Network;

/**
 * The posterior of a plain autoencoder, where z is a function of x: {@code z = mean(x)}. One affine head, {@code mean}, takes the encoder's
 * output. There is no KL divergence and no density of z, and nothing ties the codes to the prior.
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
