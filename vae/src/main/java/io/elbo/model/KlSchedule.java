package io.elbo.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A schedule of the KL weight during training. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = KlSchedule.Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = KlSchedule.Linear.class, name = "linear"),
    @JsonSubTypes.Type(value = KlSchedule.Share.class, name = "share"),
    @JsonSubTypes.Type(value = KlSchedule.Cyclical.class, name = "cyclical")
})
public sealed interface KlSchedule {
    /**
     * Returns the factor of the weight, 0 to 1.
     *
     * @param epochs the number of completed passes over the data, with fractions
     * @param total the number of epochs of the training
     */
    double factor(double epochs, int total);

    /**
     * Returns whether the factor has not yet reached the value that it keeps from then on. False for a schedule that repeats.
     *
     * @param epochs the number of completed epochs
     * @param total the number of epochs of the training
     */
    default boolean warmingUp(double epochs, int total) {
        return false;
    }

    /** A constant factor of 1. */
    record Constant() implements KlSchedule {
        @Override
        public double factor(double epochs, int total) {
            return 1;
        }
    }

    /**
     * A linear rise from 0 to 1 over a fraction of the epochs.
     *
     * @param part the fraction of the epochs until the factor is 1, above 0 and at most 1
     */
    record Share(double part) implements KlSchedule {
        public Share {
            if (!(part > 0 && part <= 1)) {
                throw new IllegalArgumentException("share " + part + ": must be above 0 and at most 1");
            }
        }

        @Override
        public double factor(double epochs, int total) {
            return Math.min(1, epochs / (part * total));
        }

        @Override
        public boolean warmingUp(double epochs, int total) {
            return factor(epochs, total) < 1;
        }
    }

    /**
     * A linear rise from 0 to 1 over the first epochs (Bowman et al. 2016; Sonderby et al. 2016).
     *
     * @param epochs the number of epochs until the factor is 1
     */
    record Linear(double epochs) implements KlSchedule {
        public Linear {
            positive("epochs", epochs);
        }

        @Override
        public double factor(double done, int total) {
            return Math.min(1, done / epochs);
        }

        @Override
        public boolean warmingUp(double done, int total) {
            return factor(done, total) < 1;
        }
    }

    /**
     * A cyclical schedule (Fu et al. 2019). The factor rises from 0 to 1 in the first half of each cycle and stays 1 in the second half.
     *
     * @param cycles the number of cycles over the whole training
     */
    record Cyclical(int cycles) implements KlSchedule {
        public Cyclical {
            positive("cycles", cycles);
        }

        @Override
        public double factor(double done, int total) {
            double position = done * cycles / total;
            return Math.min(1, 2 * (position - Math.floor(position)));
        }
    }

    private static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " " + value + ": must be above 0");
        }
    }
}
