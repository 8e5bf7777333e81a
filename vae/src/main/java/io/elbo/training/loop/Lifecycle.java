package io.elbo.training.loop;

import io.elbo.file.Safetensors;
import io.elbo.training.EpochListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Carries out the stages of a training one after another. The outcome of a stage that is done, and the state of the one that is trained
 * now, go to a {@link Keeper}; what it has of an earlier process is taken instead of computing it again. A stage has a name that no
 * other stage of the training has, and an outcome that depends on the data, the spec and the outcomes before it only.
 *
 * @param keeper where outcomes and states are kept
 */
public record Lifecycle(Keeper keeper) {
    /** Keeps nothing: a training in memory. */
    public static final Lifecycle IN_MEMORY = new Lifecycle(new Keeper() {});

    /** Keeps the outcomes of stages and the state of the one that is trained. */
    public interface Keeper {
        /** The outcome of a stage that is done. */
        default Optional<Safetensors> outcome(String stage) {
            return Optional.empty();
        }

        /** Takes the outcome of a stage. Outcomes of stages whose names begin with this name and a dot are no longer needed. */
        default void done(String stage, Supplier<Safetensors> outcome) {}

        /** The state in which the training of a stage stopped. */
        default Optional<Safetensors> state(String stage) {
            return Optional.empty();
        }

        /**
         * Called after each step of a training.
         *
         * @param epochEnded whether it was the last of an epoch
         * @param state computed when it is asked for
         */
        default void after(String stage, boolean epochEnded, Supplier<Safetensors> state) {}

        /** Called when a training stops before its end. */
        default void stopped(String stage, Supplier<Safetensors> state) {}

        /** Names what is kept, in messages. */
        default Path file() {
            return Path.of("checkpoint");
        }
    }

    /** The outcome of a stage that is computed at once. */
    public <T> T computed(String stage, Kept<T> kept, Supplier<T> work) {
        Optional<Safetensors> before = keeper.outcome(stage);
        if (before.isPresent()) {
            return kept.read(before.get(), keeper.file());
        }
        T outcome = work.get();
        keeper.done(stage, () -> kept.write(outcome));
        return outcome;
    }

    /**
     * The outcome of a stage that is trained by steps: the best weights and the metrics of all epochs, without the optimizer's moments.
     *
     * @param task made of the state in which it stopped before, or of null to begin
     * @throws CancellationException if the listener requests a stop
     */
    public <E, L extends EpochListener<E>> TrainingState<E> trained(
            String stage,
            Kept<TrainingState<E>> kept,
            Function<TrainingState<E>, ? extends TrainingTask<E, L>> task,
            L listener) {
        Optional<Safetensors> before = keeper.outcome(stage);
        if (before.isPresent()) {
            return kept.read(before.get(), keeper.file());
        }
        TrainingState<E> from = keeper.state(stage)
                .map(state -> kept.read(state, keeper.file()))
                .orElse(null);
        try (TrainingTask<E, L> made = task.apply(from)) {
            TrainingLoop<E, L> loop = new TrainingLoop<>(made, from);
            Supplier<Safetensors> state = () -> {
                loop.requireHealthy();
                return kept.write(loop.state());
            };
            loop.run(listener, epochEnded -> keeper.after(stage, epochEnded, state));
            loop.requireHealthy();
            if (!loop.finished()) {
                keeper.stopped(stage, state);
                throw new CancellationException("the training was stopped as requested");
            }
            loop.requireGain();
            TrainingState<E> end = loop.state();
            TrainingState<E> outcome = new TrainingState<>(
                    end.step(),
                    end.seconds(),
                    end.sums(),
                    end.epochs(),
                    end.bestEpoch(),
                    loop.best().copy(),
                    List.of(),
                    null);
            keeper.done(stage, () -> kept.write(outcome));
            return outcome;
        }
    }
}
