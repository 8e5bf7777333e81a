package io.elbo.semi;

import io.elbo.engine.Optimizer;
import io.elbo.spec.Binarization;
import io.elbo.spec.OptimizerJson;
import io.elbo.spec.Schedule;

/**
 * How an {@link M2} is trained. Each step takes a batch of unlabelled rows and as many labelled ones; an epoch is one pass
 * over the unlabelled rows, while the labelled ones come round as often as they must.
 *
 * @param epochs passes over the unlabelled rows
 * @param batch unlabelled rows of a step
 * @param optimizer how weights follow their gradients
 * @param learningRate before the schedule
 * @param schedule how the learning rate changes; constant if null
 * @param clipNorm gradients of greater Euclidean norm are scaled down to it; 0 for none
 * @param alpha the weight of the classifier's {@code -ln q(y|x)} beside the bounds, per row of the data; published: 0.1
 * @param binarization of values between 0 and 1; none if null
 * @param validation the part of the labelled rows that is held out, 0 to 0.5; 0 for none
 * @param patience epochs without a better result on these rows after which training stops; 0 for never
 * @param seed of everything random
 */
public record M2Training(
        int epochs,
        int batch,
        @OptimizerJson Optimizer optimizer,
        double learningRate,
        Schedule schedule,
        double clipNorm,
        double alpha,
        Binarization binarization,
        double validation,
        int patience,
        long seed) {
    public M2Training {
        within("epochs", epochs, 1, 1_000_000);
        within("batch", batch, 1, 1_000_000);
        within("patience", patience, 0, 1_000_000);
        require(optimizer != null, "optimizer: is missing");
        require(
                learningRate > 0 && learningRate <= 100,
                "learning_rate " + learningRate + ": must be above 0 and at most 100");
        require(
                clipNorm >= 0 && clipNorm < Double.POSITIVE_INFINITY,
                "clip_norm " + clipNorm + ": must be 0 (none) or more");
        require(alpha >= 0 && alpha <= 1e6, "alpha " + alpha + ": must be 0 to 1e6");
        require(validation >= 0 && validation <= 0.5, "validation " + validation + ": must be 0 to 0.5");
        schedule = schedule == null ? new Schedule.Constant() : schedule;
        binarization = binarization == null ? Binarization.NONE : binarization;
    }

    /** 50 epochs in batches of 100 by Adam at 0.001, alpha 0.1, nothing held out, seed 1. */
    public M2Training() {
        this(50, 100, new Optimizer.Adam(), 1e-3, null, 0, 0.1, null, 0, 0, 1);
    }

    private static void within(String name, int value, int least, int most) {
        require(value >= least && value <= most, name + " " + value + ": must be " + least + " to " + most);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** The same with another number of epochs. */
    public M2Training withEpochs(int other) {
        return new M2Training(
                other,
                batch,
                optimizer,
                learningRate,
                schedule,
                clipNorm,
                alpha,
                binarization,
                validation,
                patience,
                seed);
    }

    /** The same with another learning rate. */
    public M2Training withLearningRate(double other) {
        return new M2Training(
                epochs, batch, optimizer, other, schedule, clipNorm, alpha, binarization, validation, patience, seed);
    }

    /** The same with another schedule of the learning rate. */
    public M2Training withSchedule(Schedule other) {
        return new M2Training(
                epochs,
                batch,
                optimizer,
                learningRate,
                other,
                clipNorm,
                alpha,
                binarization,
                validation,
                patience,
                seed);
    }

    /** The same with another seed. */
    public M2Training withSeed(long other) {
        return new M2Training(
                epochs,
                batch,
                optimizer,
                learningRate,
                schedule,
                clipNorm,
                alpha,
                binarization,
                validation,
                patience,
                other);
    }

    /** The learning rate of one step, counted from 1. */
    double rate(long step, long stepsPerEpoch) {
        return learningRate * schedule.factor((double) (step - 1) / stepsPerEpoch, epochs);
    }
}
