package io.elbo.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;
import java.util.Optional;
import java.util.function.Function;

/** p(z). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StandardNormal.class, name = "standard_normal"),
    @JsonSubTypes.Type(value = MixturePrior.class, name = "mixture"),
    @JsonSubTypes.Type(value = VampPrior.class, name = "vamp")
})
public sealed interface Prior permits StandardNormal, MixturePrior, VampPrior {
    /**
     * {@code KL(q(z|x) || p(z))} for each latent, {@code [latent]}, in closed form.
     *
     * @return null if there is no closed form
     */
    Node kl(Posterior.Moments q);

    /**
     * {@code ln p(z)}, {@code [1]}.
     *
     * @param network makes what the prior learns, under {@code prior.*}
     */
    Node logDensity(Node z, Network network);

    /** Whether this is the standard normal distribution, of which all is known without the model's weights. */
    default boolean standard() {
        return false;
    }

    /**
     * How many rows of its own the prior has: it is made of the q(z|u) of these, so that its density is known where they are encoded. While
     * training they go before the rows of each batch, and through the encoder with them.
     */
    default int ownRows() {
        return 0;
    }

    /**
     * One of the prior's own rows.
     *
     * @param which {@code [ownRows]}: 1 in the place of the row, 0 elsewhere
     * @param seen the shape of what the encoder sees
     * @param unit whether that lies between 0 and 1
     * @throws IllegalStateException if it has none
     */
    default Node ownRow(Node which, Shape seen, boolean unit, Network network) {
        throw new IllegalStateException("this prior has no rows of its own");
    }

    /**
     * {@code ln p(z)}, {@code [1]}, of a prior with rows of its own.
     *
     * @param own q(z|u) of all of them, {@code [ownRows, latent]}
     * @throws IllegalStateException if it has none
     */
    default Node logDensityGiven(Node z, Posterior.Moments own) {
        throw new IllegalStateException("this prior has no rows of its own");
    }

    /**
     * A prior of the same form without rows of its own, for a decoder without an encoder; its weights are then those of a {@link
     * LatentMixture#write}. One that has none is itself.
     */
    default Prior standalone() {
        return this;
    }

    /**
     * The mixture that this prior is, of weights that do not change.
     *
     * @param weights a parameter's values by its name
     * @return empty for the standard normal distribution
     * @throws IllegalStateException if it has rows of its own: it is then {@link LatentMixture#equal} of their q(z|u)
     */
    Optional<LatentMixture> mixture(Function<String, float[]> weights, int latent);
}
