package io.elbo;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.data.image.Images;
import io.elbo.engine.execution.Parameters;
import io.elbo.file.ModelFile;
import io.elbo.parallel.Threads;
import io.elbo.rows.Examples;
import io.elbo.rows.HoldOut;
import io.elbo.rows.RowChecks;
import io.elbo.rows.RowsDigest;
import io.elbo.spec.Binarization;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.PictureSettings;
import io.elbo.spec.Provenance;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.training.DivergenceException;
import io.elbo.training.NonFiniteLossException;
import io.elbo.training.TrainingListener;
import io.elbo.training.loop.TrainingLoop;
import io.elbo.training.loop.VaeTask;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Trains models in memory. {@code RunDirectory} trains with files. */
public final class Trainer {
    private Trainer() {}

    /** Trains on all processors, without a listener. */
    public static Vae fit(VaeSpec spec, Rows rows, Training training) {
        return fit(spec, rows, training, TrainingListener.NONE, Threads.count());
    }

    /**
     * Trains a model.
     *
     * @param rows all rows, of which {@code training} holds some out
     * @param listener is told how training proceeds, and may stop it
     * @param threads changes the speed only
     * @return the model with the weights of the best epoch
     * @throws DataException if the rows do not fit the spec
     * @throws NonFiniteLossException if the loss becomes infinite or not a number
     * @throws DivergenceException if the best weights are far worse than those before the first step
     */
    public static Vae fit(VaeSpec spec, Rows rows, Training training, TrainingListener listener, int threads) {
        RunSpec run = new RunSpec(spec, training);
        check(spec, rows, training);
        return Threads.with(threads, () -> {
            try (VaeTask task = VaeTask.of(run, rows, threads, null)) {
                return fit(task, run, rows, listener);
            }
        });
    }

    /**
     * Trains a model that starts from given weights instead of random ones.
     *
     * @param rows all rows, of which {@code training} holds some out
     * @param change receives the random initial weights by name, and may change them
     * @param listener is told how training proceeds, and may stop it
     * @param threads changes the speed only
     * @return the model with the weights of the best epoch
     * @throws DataException if the rows do not fit the spec, or the weights do not have the names and sizes of the spec
     * @throws NonFiniteLossException if the loss becomes infinite or not a number
     * @throws DivergenceException if the best weights are far worse than those before the first step
     */
    public static Vae fit(
            VaeSpec spec,
            Rows rows,
            Training training,
            Consumer<Map<String, float[]>> change,
            TrainingListener listener,
            int threads) {
        RunSpec run = new RunSpec(spec, training);
        check(spec, rows, training);
        Parameters first = first(spec, training, change);
        return Threads.with(threads, () -> {
            try (VaeTask task = new VaeTask(run, rows, threads, null, () -> first)) {
                return fit(task, run, rows, listener);
            }
        });
    }

    /** Returns the random initial weights after a change. */
    public static Parameters first(VaeSpec spec, Training training, Consumer<Map<String, float[]>> change) {
        Parameters random = ModelFile.initial(spec, training);
        Map<String, float[]> values = new LinkedHashMap<>();
        random.names().forEach(name -> values.put(name, random.get(name).clone()));
        change.accept(values);
        return ModelFile.parameters(spec, values);
    }

    private static Vae fit(VaeTask task, RunSpec run, Rows rows, TrainingListener listener) {
        var loop = new TrainingLoop<>(task, null);
        loop.run(listener, epochEnded -> {});
        loop.requireHealthy();
        if (loop.finished()) {
            loop.requireGain();
        }
        return model(run, rows, RowsDigest.of(rows), loop.best().copy(), loop.bestMetrics());
    }

    /** Receives snapshots of a model during training. */
    @FunctionalInterface
    public interface Snapshots {
        /**
         * Called between two epochs, on the training thread.
         *
         * @param epoch the number of completed epochs; 0 at the start
         * @param model the model with the current weights, which do not change later
         */
        void at(int epoch, Vae model);
    }

    /**
     * Trains a model and provides a snapshot before the first epoch and after each epoch.
     *
     * @param threads changes the speed only
     * @return the model with the weights of the best epoch
     */
    public static Vae follow(VaeSpec spec, Rows rows, Training training, Snapshots snapshots, int threads) {
        RunSpec run = new RunSpec(spec, training);
        check(spec, rows, training);
        String digest = RowsDigest.of(rows);
        return Threads.with(threads, () -> {
            try (VaeTask task = VaeTask.of(run, rows, threads, null)) {
                var loop = new TrainingLoop<>(task, null);
                snapshots.at(0, model(run, rows, digest, loop.weights().copy(), null));
                loop.run(TrainingListener.NONE, epochEnded -> {
                    if (epochEnded) {
                        loop.requireHealthy();
                        List<EpochMetrics> epochs = loop.epochs();
                        EpochMetrics last = epochs.get(epochs.size() - 1);
                        snapshots.at(
                                epochs.size(),
                                model(run, rows, digest, loop.weights().copy(), last));
                    }
                });
                return model(run, rows, digest, loop.best().copy(), loop.bestMetrics());
            }
        });
    }

    /**
     * Returns a model with trained weights.
     *
     * @param digest the digest of the rows
     * @param epoch the epoch of these weights; null if none has ended
     */
    public static Vae model(RunSpec run, Rows rows, String digest, Parameters weights, EpochMetrics epoch) {
        HoldOut split = HoldOut.of(run.training(), rows.count());
        // no time, so that equal training runs give equal files
        EpochMetrics timeless = epoch == null
                ? null
                : new EpochMetrics(
                        epoch.epoch(),
                        epoch.step(),
                        0,
                        epoch.train(),
                        epoch.validation(),
                        epoch.learningRate(),
                        epoch.bound());
        Provenance provenance = new Provenance(
                Provenance.VERSION,
                name(Examples.of(rows)),
                digest,
                split.training().length,
                split.validation().length,
                run.training(),
                timeless,
                labelNames(run.model(), Examples.of(rows).target()),
                pictures(Examples.of(rows)));
        return new Vae(run.model(), weights, provenance);
    }

    private static List<String> labelNames(VaeSpec spec, Rows target) {
        boolean labelled = spec.condition() != null && spec.condition().size() == 1;
        List<String> names = labelled && target instanceof Images images ? images.labelNames() : List.of();
        // the model cannot use names of further classes
        return labelled
                ? names.subList(0, Math.min(names.size(), spec.condition().get(0)))
                : names;
    }

    private static PictureSettings pictures(Examples examples) {
        Rows seen = examples.input() == null ? examples.target() : examples.input();
        return seen instanceof Images images ? PictureSettings.of(images) : null;
    }

    /** Names pairs like {@link io.elbo.data.image.PairSource#name}. */
    private static String name(Examples examples) {
        String target = examples.target() instanceof Images images ? images.name() : "rows";
        return examples.input() instanceof Images input ? input.name() + "+" + target : target;
    }

    public static void check(VaeSpec spec, Rows rows, Training training) {
        Examples examples = Examples.of(rows);
        RowChecks.examples(spec, examples);
        if (rows.count() < 2 && training.validation() > 0 || rows.count() < 1) {
            throw new DataException(rows.count() + " rows are too few to train on");
        }
        if (training.binarization() != Binarization.NONE) {
            RowChecks.binarized(examples.target());
        }
    }
}
