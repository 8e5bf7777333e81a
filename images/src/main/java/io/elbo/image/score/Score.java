package io.elbo.image.score;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.spec.VaeSpec;
import java.util.List;
import java.util.Optional;

/** An anomaly score of single rows under a model. A higher score is more anomalous. */
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
    /** The maximum number of draws of z. */
    int MOST_SAMPLES = 1_000_000;

    /**
     * Returns the score of each row.
     *
     * @param rows {@link io.elbo.rows.Examples} if the model needs conditions
     * @param seed the seed of the draws of z, and of the binarization if the model was trained with it
     * @return finite numbers
     * @throws DataException if the rows do not fit the model, or the model does not support this score
     */
    double[] of(Vae vae, Rows rows, long seed);

    /** Returns the name in files and for users. */
    String name();

    /** Returns this score with another number of draws of z; returns it unchanged if it draws none. */
    Score withSamples(int samples);

    /** Returns why a model does not support this score; empty if it does. */
    Optional<String> refuses(VaeSpec spec);

    /** Returns the unit: nats, bits or mean squared error. */
    String unit();

    /** Returns every score with its default settings. */
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

    /** Checks a number of draws of z. */
    static void checkSamples(int samples) {
        require(samples >= 1 && samples <= MOST_SAMPLES, "samples " + samples + ": must be 1 to " + MOST_SAMPLES);
    }
}
