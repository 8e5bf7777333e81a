package io.elbo.course.reproduction;

import io.elbo.data.image.Images;

/**
 * A published figure that can be run again.
 */
public interface Reproduction {
    /** Its name, for example {@code burda-iwae-5}. */
    String name();

    /** What is measured, in a sentence. */
    String what();

    /** Where it was published. */
    String source();

    /** The unit of the figures, for example {@code nats}. */
    String unit();

    /**
     * The published figure.
     *
     * @return null if the paper gives a curve only
     */
    Double published();

    /** The schedule of the paper, in words. */
    String fullSchedule();

    /**
     * Runs it.
     *
     * @param train the training images of MNIST
     * @param test its test images
     * @param budget how long it may take
     * @param threads shows in the speed only
     */
    Outcome run(Images train, Images test, Budget budget, int threads);

    /**
     * What came of a run.
     *
     * @param name of the reproduction
     * @param published null if the paper gives a curve only
     * @param ours measured now
     * @param difference ours less published; null without a published figure
     * @param budgetMinutes null for the full schedule
     * @param schedule what was run, in words
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
