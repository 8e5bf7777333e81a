package io.elbo.training.loop;

import io.elbo.engine.execution.Parameters;
import io.elbo.spec.Elbo;
import io.elbo.spec.Training;
import io.elbo.training.EpochListener;
import io.elbo.training.NonFiniteLossException;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * One thing that is trained by steps: its programs, its weights, the rows of each step, and the metrics of an epoch. A task knows nothing
 * of files, time or progress; {@link TrainingLoop} does. All that is random in a step depends on the seed and the number of the step
 * only, so that a task can go on from any step.
 *
 * @param <E> the metrics of an epoch
 * @param <L> who listens
 */
public interface TrainingTask<E, L extends EpochListener<E>> extends AutoCloseable {
    /** The settings. */
    Training training();

    long stepsPerEpoch();

    /** Tells a listener what begins. */
    void started(L listener);

    /**
     * Makes one step and adds its loss to {@link #sums}.
     *
     * @param number from 1
     * @return its rows
     * @throws NonFiniteLossException if the loss is infinite or not a number
     */
    int step(int number);

    /** The terms of the loss, added up over the rows of the epoch so far; the array itself. */
    double[] sums();

    /** The mean over the rows of the epoch so far; null where the loss has other terms. */
    Elbo epochSoFar(int rows);

    /**
     * Computes the metrics of an epoch, and sets the sums back to 0.
     *
     * @param epoch from 1
     * @param seconds of training until the moment it is asked
     */
    E endEpoch(int epoch, long step, DoubleSupplier seconds, L listener);

    /**
     * Whether an epoch's weights are to be kept rather than those of the best epoch before.
     *
     * @param best of the epochs before; null if there is none
     */
    boolean better(E epoch, E best);

    /** The weights, which each step changes. */
    Parameters weights();

    /** What the optimizer remembers. */
    List<Parameters> moments();

    /**
     * Called after an epoch.
     *
     * @throws io.elbo.training.DivergenceException if waiting for a gain is hopeless
     */
    default void requireHope(Best<E> best, int epochsDone) {}

    /**
     * Called after the last epoch.
     *
     * @throws io.elbo.training.DivergenceException if the best weights are far worse than the first ones
     */
    void requireGain(Best<E> best, List<E> epochs);

    /**
     * What is thrown when a term of the loss is infinite or not a number.
     *
     * @param row of the step; -1 if it is no single row
     */
    default NonFiniteLossException notFinite(int epoch, long step, int row, String term) {
        Training training = training();
        return new NonFiniteLossException(epoch, step, row, term, training.learningRate(), training.clipNorm());
    }

    /** What is thrown when weights are not finite after a step. */
    default NonFiniteLossException spoiled(long step) {
        return notFinite((int) ((step - 1) / stepsPerEpoch()) + 1, step, -1, "gradient");
    }

    @Override
    void close();

    /**
     * The best epoch.
     *
     * @param epoch from 1
     */
    record Best<E>(int epoch, E metrics, Parameters weights) {}
}
