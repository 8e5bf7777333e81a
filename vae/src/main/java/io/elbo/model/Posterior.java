package io.elbo.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.elbo.engine.Node;
import io.elbo.layer.Network;

/** q(z|x): the family of distributions whose parameters the encoder gives. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DiagonalGaussian.class, name = "diagonal_gaussian"),
    @JsonSubTypes.Type(value = PointPosterior.class, name = "point")
})
public sealed interface Posterior permits DiagonalGaussian, PointPosterior {
    /**
     * The distribution for a row.
     *
     * @param features the encoder's output
     * @param latent the dimension of z
     * @param network where the heads write themselves
     */
    Moments of(Node features, int latent, Network network);

    /** Whether z is random given x; if not, the model is a plain autoencoder. */
    boolean random();

    /**
     * A Gaussian with independent components, or a point.
     *
     * @param mean {@code [latent]}
     * @param logVariance natural logarithm of the variance, {@code [latent]}; null for a point
     */
    record Moments(Node mean, Node logVariance) {
        /** {@code z = mean + e^(logVariance / 2) noise}: the reparameterization trick. */
        public Node sample(Node noise) {
            return logVariance == null
                    ? mean
                    : mean.plus(logVariance.times(0.5f).exp().times(noise));
        }

        /** {@code ln N(z; mean, e^logVariance)}, {@code [1]}. */
        public Node logDensity(Node z) {
            return Normals.logDensity(z, mean, logVariance);
        }

        /** The same distribution, through which no gradient flows. */
        public Moments detached() {
            return new Moments(mean.detach(), logVariance.detach());
        }
    }
}
