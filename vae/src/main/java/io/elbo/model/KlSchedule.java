package io.elbo.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How the weight of the KL divergence changes while training goes on. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = KlSchedule.Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = KlSchedule.Linear.class, name = "linear"),
    @JsonSubTypes.Type(value = KlSchedule.Share.class, name = "share"),
    @JsonSubTypes.Type(value = KlSchedule.Cyclical.class, name = "cyclical")
})
public sealed interface KlSchedule {
    /**
     * The factor of the weight, 0 to 1.
     *
     * @param epochs passes over the data that are done, with fractions
     * @param total epochs of the training
     */
    double factor(double epochs, int total);

    /** Always 1. */
    record Constant() implements KlSchedule {
        @Override
        public double factor(double epochs, int total) {
            return 1;
        }
    }

    /**
     * From 0 to 1 over a share of the epochs, however many there are.
     *
     * @param part of the epochs until the weight is 1, above 0 to 1
     */
    record Share(double part) implements KlSchedule {
        public Share {
            if (!(part > 0 && part <= 1)) {
                throw new IllegalArgumentException("share " + part + ": must be above 0, to 1");
            }
        }

        @Override
        public double factor(double epochs, int total) {
            return Math.min(1, epochs / (part * total));
        }
    }

    /**
     * From 0 to 1 over the first epochs (Bowman et al. 2016; Sonderby et al. 2016).
     *
     * @param epochs until the weight is 1
     */
    record Linear(double epochs) implements KlSchedule {
        public Linear {
            positive("epochs", epochs);
        }

        @Override
        public double factor(double done, int total) {
            return Math.min(1, done / epochs);
        }
    }

    /**
     * Over and over from 0 to 1 in the first half of a cycle, and 1 in its second half (Fu et al. 2019).
     *
     * @param cycles over the whole training
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
