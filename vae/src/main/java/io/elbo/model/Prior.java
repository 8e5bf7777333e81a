package io.elbo.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.elbo.engine.Node;

/** p(z). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes(@JsonSubTypes.Type(value = StandardNormal.class, name = "standard_normal"))
public sealed interface Prior permits StandardNormal {
    /** {@code KL(q(z|x) || p(z))} for each latent, {@code [latent]}, in closed form. */
    Node kl(Posterior.Moments q);

    /** {@code ln p(z)}, {@code [1]}. */
    Node logDensity(Node z);

    /** A draw from p(z), from normal noise of the same shape. */
    Node sample(Node noise);
}
