package io.elbo.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How the learning rate changes: a factor for each step. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Schedule.Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = Schedule.Step.class, name = "step"),
    @JsonSubTypes.Type(value = Schedule.Stages.class, name = "stages"),
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
     * Stages of which each is longer than the one before: in stage i, of length proportional to {@code growth^i}, the factor
     * is {@code decay^i}. Burda et al. 2016 have 8 stages of 3^i epochs with decay {@code 10^(-1/7)}.
     *
     * @param count of stages, at least 1
     * @param growth of their lengths, above 0
     * @param decay above 0, at most 1
     */
    record Stages(int count, double growth, double decay) implements Schedule {
        private static final int MOST = 1000;

        public Stages {
            if (count < 1 || count > MOST || !(growth > 0 && growth <= MOST) || !(decay > 0 && decay <= 1)) {
                throw new IllegalArgumentException("stages schedule: count " + count + ", growth " + growth
                        + " and decay " + decay + ": must be 1 to 1000, above 0 to 1000, and above 0 to 1");
            }
        }

        @Override
        public double factor(double epochs, int total) {
            double whole = 0;
            for (int i = 0; i < count; i++) {
                whole += StrictMath.pow(growth, i);
            }
            double end = 0;
            for (int i = 0; i < count - 1; i++) {
                end += StrictMath.pow(growth, i) / whole * total;
                if (epochs < end) {
                    return StrictMath.pow(decay, i);
                }
            }
            return StrictMath.pow(decay, count - 1);
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
