package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Dense;
import io.elbo.layer.Network;

/**
 * A Gaussian posterior {@code q(z|x) = N(z; mean(x), diag e^logVariance(x))}. Two affine heads, {@code mean} and {@code log_variance}, take
 * the encoder's output. Log variances are bounded smoothly, {@code v = B tanh(h / B)}, so no variance overflows.
 */
public record DiagonalGaussian() implements Posterior {
    /** The bound B, which keeps variances between e^-15 and e^15. */
    public static final float BOUND = 15;

    @Override
    public Moments of(Node features, int latent, Network network) {
        Node mean = head("mean", features, latent, network);
        Node raw = head("log_variance", features, latent, network);
        return new Moments(mean, raw.times(1 / BOUND).tanh().times(BOUND));
    }

    @Override
    public boolean random() {
        return true;
    }

    private static Node head(String name, Node features, int latent, Network network) {
        Node head = new Dense(latent)
                .apply(features, new Network(network.graph(), name, network.initialization(), network.training()));
        return head.reshape(Shape.of(latent));
    }
}
