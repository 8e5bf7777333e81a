package io.elbo.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.elbo.engine.Node;
import io.elbo.layer.Network;

/** The family of the posterior q(z|x), whose parameters the encoder computes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DiagonalGaussian.class, name = "diagonal_gaussian"),
    @JsonSubTypes.Type(value = PointPosterior.class, name = "point")
})
public sealed interface Posterior permits DiagonalGaussian, PointPosterior {
    /**
     * Returns the distribution for a row.
     *
     * @param features the encoder's output
     * @param latent the dimension of z
     * @param network receives the nodes and parameters of the heads
     */
    Moments of(Node features, int latent, Network network);

    /** Returns whether z is random given x; if not, the model is a plain autoencoder. */
    boolean random();

    /**
     * A Gaussian with independent components, or a point.
     *
     * @param mean {@code [latent]}
     * @param logVariance the natural logarithm of the variance, {@code [latent]}; null for a point
     */
    record Moments(Node mean, Node logVariance) {
        /** Returns {@code z = mean + e^(logVariance / 2) noise}, the reparameterization trick. */
        public Node sample(Node noise) {
            return logVariance == null
                    ? mean
                    : mean.plus(logVariance.times(0.5f).exp().times(noise));
        }

        /** Returns {@code ln N(z; mean, e^logVariance)}, {@code [1]}. */
        public Node logDensity(Node z) {
            return Normals.logDensity(z, mean, logVariance);
        }

        /** Returns the same distribution without gradients. */
        public Moments detached() {
            return new Moments(mean.detach(), logVariance.detach());
        }
    }
}
