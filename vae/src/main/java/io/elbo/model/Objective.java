package io.elbo.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.elbo.engine.Node;
import java.util.function.Supplier;

/** What training minimises, per row. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes(@JsonSubTypes.Type(value = AnalyticElbo.class, name = "elbo"))
public sealed interface Objective permits AnalyticElbo {
    /**
     * The terms of one row.
     *
     * @param kl {@code KL(q(z|x) || p(z))} for each latent, in closed form
     * @param reconstruction {@code ln p(x|z)} of a fresh sample of q(z|x) at each call
     */
    Terms of(Node kl, Supplier<Node> reconstruction);

    /**
     * The parts of the objective, each {@code [1]}, in nats.
     *
     * @param loss minimised
     * @param reconstruction an estimate of {@code E_q[ln p(x|z)]}
     * @param kl {@code KL(q(z|x) || p(z))}, or an estimate
     */
    record Terms(Node loss, Node reconstruction, Node kl) {}
}
