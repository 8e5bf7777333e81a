package io.elbo.table;

import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.engine.execution.Parameters;
import io.elbo.rows.Examples;
import io.elbo.rows.RowsDigest;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.RunSpec;
import io.elbo.training.TrainingListener;
import io.elbo.training.loop.Kept;
import io.elbo.training.loop.Lifecycle;
import io.elbo.training.loop.TrainingState;
import io.elbo.training.loop.VaeStates;
import io.elbo.training.loop.VaeTask;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The stages of a table's training, or those within one of them.
 *
 * @param name of the stage that these are in, and before the names of these; empty for the whole training
 * @param listener hears of them, and may stop them
 */
record TableStages(Lifecycle lifecycle, String name, TrainingListener listener, int threads) {
    /** The stages of a training of which nothing is kept. */
    static TableStages inMemory(TrainingListener listener, int threads) {
        return new TableStages(Lifecycle.IN_MEMORY, "", listener, threads);
    }

    private String name(String of) {
        return name.isEmpty() ? of : name + "." + of;
    }

    /** The stages within one. */
    TableStages in(String of) {
        return new TableStages(lifecycle, name(of), listener, threads);
    }

    /** Says what is done next. */
    void stage(String what) {
        listener.stage(what);
    }

    /** @throws CancellationException if a stop is requested */
    void checkStop() {
        listener.checkStop();
    }

    /**
     * The outcome of a stage that is computed, or was computed before.
     *
     * @param work gets the stages within this one
     */
    <T> T computed(String of, Kept<T> kept, Function<TableStages, T> work) {
        TableStages own = in(of);
        return lifecycle.computed(own.name, kept, () -> {
            checkStop();
            return work.apply(own);
        });
    }

    /** Trains a VAE that is a part of the model, in silence, as this stage. */
    Vae train(RunSpec run, Examples rows, Supplier<Parameters> first) {
        return train(run, rows, first, new TrainingListener() {
            @Override
            public boolean stopRequested() {
                return listener.stopRequested();
            }
        });
    }

    /**
     * Trains a VAE as this stage.
     *
     * @param first the weights before the first step
     * @param heard who listens
     */
    Vae train(RunSpec run, Examples rows, Supplier<Parameters> first, TrainingListener heard) {
        Trainer.check(run.model(), rows, run.training());
        TrainingState<EpochMetrics> trained = lifecycle.trained(
                name, new VaeStates(run), from -> new VaeTask(run, rows, threads, from, first), heard);
        EpochMetrics best = trained.epochs().get(trained.bestEpoch() - 1);
        return Trainer.model(run, rows, RowsDigest.of(rows), trained.weights(), best);
    }
}
