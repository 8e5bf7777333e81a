package io.elbo.image.score;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.spec.VaeSpec;
import java.util.List;
import java.util.Optional;

/** How strange single rows are to a model: a higher number is a stranger row. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = NegativeElbo.class, name = "elbo"),
    @JsonSubTypes.Type(value = NegativeLogLikelihood.class, name = "log_likelihood"),
    @JsonSubTypes.Type(value = LikelihoodRegret.class, name = "regret"),
    @JsonSubTypes.Type(value = ComplexityCorrected.class, name = "complexity"),
    @JsonSubTypes.Type(value = ReconstructionError.class, name = "reconstruction")
})
public sealed interface Score
        permits NegativeElbo, NegativeLogLikelihood, LikelihoodRegret, ComplexityCorrected, ReconstructionError {
    /** More draws of z than this are not worth their time. */
    int MOST_SAMPLES = 1_000_000;

    /**
     * The score of each row.
     *
     * @param rows {@link io.elbo.rows.Examples} where the model needs conditions
     * @param seed of the draws of z, and of the binarization of a model that was trained so
     * @return finite numbers
     * @throws DataException if the rows do not fit the model, or the model does not have this score
     */
    double[] of(Vae vae, Rows rows, long seed);

    /** The name in files and for users. */
    String name();

    /** The same with another number of draws of z; the same if it draws none. */
    Score withSamples(int samples);

    /** Why a model does not have this score; empty if it does. */
    Optional<String> refuses(VaeSpec spec);

    /** What the numbers count: nats, bits or squares of the data's unit. */
    String unit();

    /** Every score with its usual settings. */
    static List<Score> all() {
        return List.of(
                new NegativeElbo(),
                new NegativeLogLikelihood(),
                new LikelihoodRegret(),
                new ComplexityCorrected(),
                new ReconstructionError());
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Refuses a number of draws of z. */
    static void checkSamples(int samples) {
        require(samples >= 1 && samples <= MOST_SAMPLES, "samples " + samples + ": must be 1 to " + MOST_SAMPLES);
    }
}
