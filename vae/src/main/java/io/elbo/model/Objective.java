package io.elbo.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.elbo.engine.Node;

/** A training objective: the loss per row that training minimises. */
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
    /** Returns the terms of one row. */
    Terms of(Inference inference);

    /**
     * Returns a weight that changes during training. The terms read it from {@link Inference#weight}.
     *
     * @param epochs the number of completed passes over the data, with fractions
     * @param total the number of epochs of the training
     */
    default double weight(double epochs, int total) {
        return 1;
    }

    /**
     * Returns whether a weight is still rising to the value that it then keeps. Epochs until then minimise another loss, so none of them can be
     * the best of a training.
     *
     * @param epochs the number of completed epochs
     * @param total the number of epochs of the training
     */
    default boolean warmingUp(double epochs, int total) {
        return false;
    }

    /**
     * Returns the minimum penalty of a row for its KL divergence at the end of a training, in nats. Together with the reconstruction, this
     * shows whether the training made progress.
     *
     * @param kl {@code KL(q(z|x) || p(z))}
     * @param latents the dimension of z
     */
    default double leastCharge(double kl, int latents) {
        return kl;
    }

    /** Returns whether z must be random given x. If so, a plain autoencoder cannot use this objective. */
    @JsonIgnore
    default boolean needsRandomLatents() {
        return true;
    }

    /** Returns whether a row's terms depend on the other rows of its batch. */
    @JsonIgnore
    default boolean coupled() {
        return false;
    }

    /**
     * Returns the number of draws of z for the bound of Burda et al., if epochs are compared by that bound. An objective that maximises it
     * needs this comparison: the ELBO may fall while the bound rises, because q(z|x) only has to cover the posterior.
     *
     * @return the number of draws, or 0 if epochs are compared by the ELBO
     */
    default int boundSamples() {
        return 0;
    }

    /**
     * The parts of the objective, each {@code [1]}, in nats.
     *
     * @param loss the loss to minimise
     * @param encoderLoss the loss for the encoder if it differs, otherwise null
     * @param reconstruction an estimate of {@code E_q[ln p(x|z)]}
     * @param kl {@code KL(q(z|x) || p(z))}, or an estimate
     */
    record Terms(Node loss, Node encoderLoss, Node reconstruction, Node kl) {
        Terms(Node loss, Node reconstruction, Node kl) {
            this(loss, null, reconstruction, kl);
        }
    }
}
