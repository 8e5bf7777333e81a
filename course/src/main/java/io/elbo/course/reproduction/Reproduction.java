package io.elbo.course.reproduction;

import io.elbo.data.image.Images;

/**
 * A published result that can be reproduced.
 */
public interface Reproduction {
    /** Returns the name, for example {@code burda-iwae-5}. */
    String name();

    /** Describes in a sentence what is measured. */
    String what();

    /** Returns the publication. */
    String source();

    /** Returns the unit of the values, for example {@code nats}. */
    String unit();

    /**
     * Returns the published value.
     *
     * @return the value, or null if the paper shows only a curve
     */
    Double published();

    /** Describes the training schedule of the paper. */
    String fullSchedule();

    /**
     * Runs the reproduction.
     *
     * @param train the training images of MNIST
     * @param test the test images of MNIST
     * @param budget the time limit
     * @param threads the number of threads, which affects only the speed
     */
    Outcome run(Images train, Images test, Budget budget, int threads);

    /**
     * The result of a reproduction.
     *
     * @param name the name of the reproduction
     * @param published the published value; null if the paper shows only a curve
     * @param ours the measured value
     * @param difference the measured value minus the published one; null without a published value
     * @param budgetMinutes the time limit; null for the full schedule
     * @param schedule a description of the training that was run
     */
    record Outcome(
            String name, Double published, double ours, Double difference, Double budgetMinutes, String schedule) {
        static Outcome of(Reproduction reproduction, double ours, Budget budget, String schedule) {
            Double published = reproduction.published();
            return new Outcome(
                    reproduction.name(),
                    published,
                    ours,
                    published == null ? null : ours - published,
                    budget.minutes(),
                    schedule);
        }
    }
}
