package io.elbo.spec;

import io.elbo.data.image.Corruption;
import io.elbo.engine.Optimizer;
import io.elbo.model.AnalyticElbo;
import io.elbo.model.Objective;
import java.util.function.Consumer;

/**
 * The settings of training. The same settings, spec and rows give the same bits on any machine and with any number of threads.
 *
 * @param epochs the number of passes over the training rows
 * @param batch the number of rows of a step
 * @param optimizer the optimizer
 * @param learningRate the learning rate before schedule and warm-up
 * @param schedule the schedule of the learning rate
 * @param warmUpSteps the number of steps in which the learning rate rises linearly from 0
 * @param clipNorm the greatest Euclidean norm of the gradient, which is scaled down to it; 0 for no limit
 * @param objective the objective
 * @param binarization the binarization of values between 0 and 1
 * @param corruption the corruption of the encoder's input, drawn each time; null for none
 * @param validation the share of held-out rows, at most {@link #MOST_VALIDATION} rows; 0 for none
 * @param patience the number of epochs without a better validation ELBO after which training stops; 0 for never
 * @param seed the seed of all random numbers
 */
public record Training(
        int epochs,
        int batch,
        @OptimizerJson Optimizer optimizer,
        double learningRate,
        Schedule schedule,
        int warmUpSteps,
        double clipNorm,
        Objective objective,
        Binarization binarization,
        Corruption corruption,
        double validation,
        int patience,
        long seed) {
    /** The greatest number of held-out rows; more would not change a decision. */
    public static final int MOST_VALIDATION = 5000;

    public Training {
        within("epochs", epochs, 1, 1_000_000);
        within("batch", batch, 1, 1_000_000);
        within("warm_up_steps", warmUpSteps, 0, Integer.MAX_VALUE);
        within("patience", patience, 0, 1_000_000);
        require(optimizer != null, "optimizer: is missing");
        require(
                learningRate > 0 && learningRate <= 100,
                "learning_rate " + learningRate + ": must be above 0 and at most 100");
        require(
                clipNorm >= 0 && clipNorm < Double.POSITIVE_INFINITY,
                "clip_norm " + clipNorm + ": must be 0 (none) or more");
        require(validation >= 0 && validation <= 0.5, "validation " + validation + ": must be 0 to 0.5");
        schedule = schedule == null ? new Schedule.Constant() : schedule;
        objective = objective == null ? new AnalyticElbo(1) : objective;
        binarization = binarization == null ? Binarization.NONE : binarization;
    }

    private static void within(String name, int value, int least, int most) {
        require(value >= least && value <= most, name + " " + value + ": must be " + least + " to " + most);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Returns 10 epochs of minibatches of 100 with Adam at 0.001, a twentieth of the rows held out, seed 1. */
    public static Training defaults() {
        return new Training(10, 100, new Optimizer.Adam(), 1e-3, null, 0, 0, null, null, null, 0.05, 0, 1);
    }

    /** Returns the same with another number of epochs. */
    public Training withEpochs(int other) {
        return changed(d -> d.epochs = other);
    }

    /** Returns the same with another batch size. */
    public Training withBatch(int other) {
        return changed(d -> d.batch = other);
    }

    /** Returns the same with another optimizer. */
    public Training withOptimizer(Optimizer other) {
        return changed(d -> d.optimizer = other);
    }

    /** Returns the same with another learning rate. */
    public Training withLearningRate(double other) {
        return changed(d -> d.learningRate = other);
    }

    /** Returns the same with another schedule of the learning rate. */
    public Training withSchedule(Schedule other, int warmUp) {
        return changed(d -> {
            d.schedule = other;
            d.warmUpSteps = warmUp;
        });
    }

    /** Returns the same with another limit of the gradient's norm. */
    public Training withClipNorm(double other) {
        return changed(d -> d.clipNorm = other);
    }

    /** Returns the same with another objective. */
    public Training withObjective(Objective other) {
        return changed(d -> d.objective = other);
    }

    /** Returns the same with another binarization. */
    public Training withBinarization(Binarization other) {
        return changed(d -> d.binarization = other);
    }

    /** Returns the same with another corruption of the encoder's input; null for none. */
    public Training withCorruption(Corruption other) {
        return changed(d -> d.corruption = other);
    }

    /** Returns the same with another share of held-out rows and another patience. */
    public Training withValidation(double part, int epochsOfPatience) {
        return changed(d -> {
            d.validation = part;
            d.patience = epochsOfPatience;
        });
    }

    /** Returns the same with another seed. */
    public Training withSeed(long other) {
        return changed(d -> d.seed = other);
    }

    private Training changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.training();
    }

    /** A training that is being changed. */
    private static final class Draft {
        private int epochs;
        private int batch;
        private Optimizer optimizer;
        private double learningRate;
        private Schedule schedule;
        private int warmUpSteps;
        private double clipNorm;
        private Objective objective;
        private Binarization binarization;
        private Corruption corruption;
        private double validation;
        private int patience;
        private long seed;

        Draft(Training from) {
            epochs = from.epochs;
            batch = from.batch;
            optimizer = from.optimizer;
            learningRate = from.learningRate;
            schedule = from.schedule;
            warmUpSteps = from.warmUpSteps;
            clipNorm = from.clipNorm;
            objective = from.objective;
            binarization = from.binarization;
            corruption = from.corruption;
            validation = from.validation;
            patience = from.patience;
            seed = from.seed;
        }

        Training training() {
            return new Training(
                    epochs,
                    batch,
                    optimizer,
                    learningRate,
                    schedule,
                    warmUpSteps,
                    clipNorm,
                    objective,
                    binarization,
                    corruption,
                    validation,
                    patience,
                    seed);
        }
    }

    /** Returns the learning rate of a step, counted from 1. */
    public double rate(long step, long stepsPerEpoch) {
        double warm = step <= warmUpSteps ? (double) step / warmUpSteps : 1;
        return learningRate * warm * schedule.factor((double) (step - 1) / stepsPerEpoch, epochs);
    }
}
