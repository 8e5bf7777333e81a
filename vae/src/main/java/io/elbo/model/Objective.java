package io.elbo.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.elbo.engine.Node;

/** What training minimises, per row. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AnalyticElbo.class, name = "elbo"),
    @JsonSubTypes.Type(value = SampledElbo.class, name = "sampled_elbo"),
    @JsonSubTypes.Type(value = BetaElbo.class, name = "beta"),
    @JsonSubTypes.Type(value = FreeBits.class, name = "free_bits"),
    @JsonSubTypes.Type(value = Capacity.class, name = "capacity"),
    @JsonSubTypes.Type(value = ImportanceWeighted.class, name = "importance_weighted"),
    @JsonSubTypes.Type(value = TotalCorrelation.class, name = "total_correlation"),
    @JsonSubTypes.Type(value = InfoVae.class, name = "info"),
    @JsonSubTypes.Type(value = Trimmed.class, name = "trimmed"),
    @JsonSubTypes.Type(value = ScoreFunction.class, name = "score_function")
})
public sealed interface Objective
        permits AnalyticElbo,
                SampledElbo,
                BetaElbo,
                FreeBits,
                Capacity,
                ImportanceWeighted,
                TotalCorrelation,
                InfoVae,
                Trimmed,
                ScoreFunction {
    /** The terms of one row. */
    Terms of(Inference inference);

    /**
     * A number that changes while training goes on, which {@link Inference#weight} gives the terms.
     *
     * @param epochs passes over the data that are done, with fractions
     * @param total epochs of the training
     */
    default double weight(double epochs, int total) {
        return 1;
    }

    /**
     * What a row pays at least for its KL divergence when a training ends, nats: by this and its reconstruction it is judged
     * whether the training got anywhere.
     *
     * @param kl {@code KL(q(z|x) || p(z))}
     * @param latents the dimension of z
     */
    default double leastCharge(double kl, int latents) {
        return kl;
    }

    /** Whether this needs z to be random given x: a plain autoencoder has no other objective than the ELBO's. */
    @JsonIgnore
    default boolean needsRandomLatents() {
        return true;
    }

    /** Whether a row's terms depend on the other rows of its batch. */
    @JsonIgnore
    default boolean coupled() {
        return false;
    }

    /**
     * Draws of z of the bound of Burda et al. by which epochs are compared, where that is what is maximised: the ELBO may fall where it
     * rises, since its q(z|x) only has to cover the posterior.
     *
     * @return 0 where epochs are compared by the ELBO
     */
    default int boundSamples() {
        return 0;
    }

    /**
     * The parts of the objective, each {@code [1]}, in nats.
     *
     * @param loss minimised
     * @param encoderLoss minimised by the encoder, if it is another for it; otherwise null
     * @param reconstruction an estimate of {@code E_q[ln p(x|z)]}
     * @param kl {@code KL(q(z|x) || p(z))}, or an estimate
     */
    record Terms(Node loss, Node encoderLoss, Node reconstruction, Node kl) {
        Terms(Node loss, Node reconstruction, Node kl) {
            this(loss, null, reconstruction, kl);
        }
    }
}
