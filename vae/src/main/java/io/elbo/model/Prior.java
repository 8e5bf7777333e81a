package io.elbo.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;
import java.util.Optional;
import java.util.function.Function;

/** The prior p(z). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StandardNormal.class, name = "standard_normal"),
    @JsonSubTypes.Type(value = MixturePrior.class, name = "mixture"),
    @JsonSubTypes.Type(value = VampPrior.class, name = "vamp")
})
public sealed interface Prior permits StandardNormal, MixturePrior, VampPrior {
    /**
     * Returns {@code KL(q(z|x) || p(z))} for each latent, {@code [latent]}, in closed form.
     *
     * @return the divergences, or null if there is no closed form
     */
    Node kl(Posterior.Moments q);

    /**
     * Returns {@code ln p(z)}, {@code [1]}.
     *
     * @param network creates the prior's parameters, under {@code prior.*}
     */
    Node logDensity(Node z, Network network);

    /** Returns whether this is the standard normal distribution, which does not depend on the model's weights. */
    default boolean standard() {
        return false;
    }

    /**
     * Returns the number of the prior's own rows u. Such a prior is a mixture of their q(z|u), so its density is known only where these
     * rows are encoded. During training they precede the rows of each batch and pass through the encoder with them.
     */
    default int ownRows() {
        return 0;
    }

    /**
     * Returns one of the prior's own rows.
     *
     * @param which {@code [ownRows]}: 1 at the index of the row, 0 elsewhere
     * @param seen the shape of the encoder's input
     * @param unit whether the encoder's input lies between 0 and 1
     * @throws IllegalStateException if the prior has no rows of its own
     */
    default Node ownRow(Node which, Shape seen, boolean unit, Network network) {
        throw new IllegalStateException("this prior has no rows of its own");
    }

    /**
     * Returns {@code ln p(z)}, {@code [1]}, for a prior with rows of its own.
     *
     * @param own q(z|u) of all of its rows, {@code [ownRows, latent]}
     * @throws IllegalStateException if the prior has no rows of its own
     */
    default Node logDensityGiven(Node z, Posterior.Moments own) {
        throw new IllegalStateException("this prior has no rows of its own");
    }

    /**
     * Returns a prior of the same form without rows of its own, for a decoder without an encoder. {@link LatentMixture#write} supplies its
     * weights. A prior without rows of its own returns itself.
     */
    default Prior standalone() {
        return this;
    }

    /**
     * Returns this prior as a mixture with constant parameters.
     *
     * @param weights the values of a parameter, by name
     * @return the mixture, or empty for the standard normal distribution
     * @throws IllegalStateException if the prior has rows of its own; the mixture is then {@link LatentMixture#equal} of their q(z|u)
     */
    Optional<LatentMixture> mixture(Function<String, float[]> weights, int latent);
}
