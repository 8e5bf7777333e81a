package io.elbo.training.loop;

import io.elbo.engine.execution.Parameters;
import io.elbo.training.EpochListener;
import io.elbo.training.NonFiniteLossException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a {@link TrainingTask}: epochs of steps until the last epoch, the end of patience or a request to stop; keeps the weights of the best
 * epoch and reports progress. It can stop after any step and go on from a {@link TrainingState} to the same bits.
 *
 * @param <E> the metrics of an epoch
 * @param <L> who listens
 */
public final class TrainingLoop<E, L extends EpochListener<E>> {
    private static final long REPORT_NANOS = 100_000_000;

    private final TrainingTask<E, L> task;
    private final List<E> epochs = new ArrayList<>();
    private Parameters best;
    private int bestEpoch;
    private long step;
    private double seconds;
    /** When the seconds were last added up. */
    private long counted;

    /** Is called when a checkpoint may be written. */
    @FunctionalInterface
    public interface Keeper {
        /**
         * Called after each step.
         *
         * @param epochEnded whether it was the last of its epoch
         */
        void after(boolean epochEnded);
    }

    /**
     * @param from the state that the task was made with; null to begin
     * @throws IllegalArgumentException if the state is that of another task
     */
    public TrainingLoop(TrainingTask<E, L> task, TrainingState<E> from) {
        this.task = task;
        if (from != null) {
            if (from.moments().size() != task.moments().size() || from.sums().length != task.sums().length) {
                throw new IllegalArgumentException("the state is not one from which this training can go on");
            }
            step = from.step();
            seconds = from.seconds();
            epochs.addAll(from.epochs());
            bestEpoch = from.bestEpoch();
            best = bestEpoch == 0 ? null : (from.best() == null ? from.weights() : from.best()).copy();
            System.arraycopy(from.sums(), 0, task.sums(), 0, from.sums().length);
            for (int i = 0; i < from.moments().size(); i++) {
                task.moments().get(i).copyFrom(from.moments().get(i));
            }
        }
    }

    /** Trains until the last epoch, the end of patience, or a request to stop. */
    public void run(L listener, Keeper keeper) {
        task.started(listener);
        long stepsPerEpoch = task.stepsPerEpoch();
        long steps = stepsPerEpoch * task.training().epochs();
        counted = System.nanoTime();
        long reported = counted;
        long rowsSince = 0;
        while (!finished()) {
            int epoch = (int) (step / stepsPerEpoch) + 1;
            int before = (int) (step % stepsPerEpoch) * task.training().batch();
            int count = task.step((int) (step + 1));
            step++;
            rowsSince += count;
            boolean epochEnded = step % stepsPerEpoch == 0;
            seconds();
            if (counted - reported >= REPORT_NANOS || epochEnded) {
                double perSecond = rowsSince * 1e9 / Math.max(1, counted - reported);
                double left = (double) (steps - step) * task.training().batch() / perSecond;
                listener.progressed(new EpochListener.Progress(
                        epoch,
                        task.training().epochs(),
                        step,
                        steps,
                        perSecond,
                        left,
                        task.epochSoFar(before + count)));
                reported = counted;
                rowsSince = 0;
            }
            if (epochEnded) {
                endEpoch(epoch, listener);
                counted = System.nanoTime();
                reported = counted;
            }
            keeper.after(epochEnded);
            if (listener.stopRequested()) {
                return;
            }
        }
    }

    private double seconds() {
        long now = System.nanoTime();
        seconds += (now - counted) / 1e9;
        counted = now;
        return seconds;
    }

    private void endEpoch(int epoch, L listener) {
        counted = System.nanoTime();
        E metrics = task.endEpoch(epoch, step, this::seconds, listener);
        boolean better = task.better(metrics, bestMetrics());
        epochs.add(metrics);
        if (better) {
            bestEpoch = epoch;
            best = task.weights().copy();
        }
        listener.epochEnded(metrics, better);
        task.requireHope(new TrainingTask.Best<>(bestEpoch, bestMetrics(), best()), epochs.size());
    }

    /** Whether nothing is left to train. */
    public boolean finished() {
        int done = epochs.size();
        boolean outOfPatience = task.training().patience() > 0
                && bestEpoch > 0
                && done - bestEpoch >= task.training().patience();
        return done >= task.training().epochs() || outOfPatience;
    }

    /**
     * Checks that the training did not diverge.
     *
     * @throws io.elbo.training.DivergenceException if the best weights are far worse than the first ones
     */
    public void requireGain() {
        if (bestEpoch > 0) {
            task.requireGain(new TrainingTask.Best<>(bestEpoch, bestMetrics(), best()), epochs());
        }
    }

    /**
     * Checks the weights: a step may spoil them though its own loss was finite.
     *
     * @throws NonFiniteLossException if one is not a finite number
     */
    public void requireHealthy() {
        Parameters weights = task.weights();
        for (String name : weights.names()) {
            for (float w : weights.get(name)) {
                if (!Float.isFinite(w)) {
                    throw task.spoiled(step);
                }
            }
        }
    }

    /** All that is needed to go on from here; the weights are those that the next step changes. */
    public TrainingState<E> state() {
        boolean now = bestEpoch == epochs.size() && step == bestEpoch * task.stepsPerEpoch();
        return new TrainingState<>(
                step,
                seconds,
                task.sums().clone(),
                epochs,
                bestEpoch,
                task.weights(),
                task.moments(),
                bestEpoch == 0 || now ? null : best);
    }

    /** The weights of the best epoch; those of now if no epoch has ended. */
    public Parameters best() {
        return best == null ? task.weights() : best;
    }

    /** The metrics of the best epoch; null if no epoch has ended. */
    public E bestMetrics() {
        return bestEpoch == 0 ? null : epochs.get(bestEpoch - 1);
    }

    /** The metrics of all epochs that ended. */
    public List<E> epochs() {
        return List.copyOf(epochs);
    }

    /** The weights now. */
    public Parameters weights() {
        return task.weights();
    }
}
