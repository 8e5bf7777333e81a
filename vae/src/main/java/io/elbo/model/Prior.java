package io.elbo.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.elbo.engine.Node;
import io.elbo.layer.Network;

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

    /** Rows that a batch of training begins with, for the prior's sake, before those of the data. */
    default int extraRows() {
        return 0;
    }
}
