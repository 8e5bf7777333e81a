package io.elbo;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How the learning rate changes: a factor for each step. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Schedule.Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = Schedule.Step.class, name = "step"),
    @JsonSubTypes.Type(value = Schedule.Cosine.class, name = "cosine")
})
public sealed interface Schedule {
    /**
     * The factor.
     *
     * @param epochs trained so far, with the fraction of the current one
     * @param total epochs of the run
     */
    double factor(double epochs, int total);

    /** Always 1. */
    record Constant() implements Schedule {
        @Override
        public double factor(double epochs, int total) {
            return 1;
        }
    }

    /**
     * {@code decay^floor(epochs / every)}.
     *
     * @param every epochs from one drop to the next, at least 1
     * @param decay above 0, at most 1
     */
    record Step(int every, double decay) implements Schedule {
        public Step {
            if (every < 1 || !(decay > 0 && decay <= 1)) {
                throw new IllegalArgumentException("step schedule: every " + every + " and decay " + decay
                        + ": must be at least 1 epoch, and above 0 and at most 1");
            }
        }

        @Override
        public double factor(double epochs, int total) {
            return StrictMath.pow(decay, Math.floor(epochs / every));
        }
    }

    /**
     * {@code end + (1 - end) (1 + cos(pi epochs / total)) / 2} (Loshchilov and Hutter 2017, without restarts).
     *
     * @param end the factor at the end, 0 to 1
     */
    record Cosine(double end) implements Schedule {
        public Cosine {
            if (!(end >= 0 && end <= 1)) {
                throw new IllegalArgumentException("cosine schedule: end " + end + ": must be 0 to 1");
            }
        }

        @Override
        public double factor(double epochs, int total) {
            double turn = Math.min(1, epochs / total);
            return end + (1 - end) * (1 + StrictMath.cos(Math.PI * turn)) / 2;
        }
    }
}
