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

/** Trains models in memory; {@code RunDirectory} trains with files. */
public final class Trainer {
    private Trainer() {}

    /** Trains with all processors, silently. */
    public static Vae fit(VaeSpec spec, Rows rows, Training training) {
        return fit(spec, rows, training, TrainingListener.NONE, Threads.count());
    }

    /**
     * Trains a model.
     *
     * @param rows all rows; some are held out as {@code training} says
     * @param listener hears of it, and may stop it
     * @param threads shows in the speed only
     * @return the weights of the best epoch
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
     * Trains a model that begins with given weights in place of random ones.
     *
     * @param rows all rows; some are held out as {@code training} says
     * @param change makes the first weights: gets the random ones by their names, and may set others
     * @param listener hears of it, and may stop it
     * @param threads shows in the speed only
     * @return the weights of the best epoch
     * @throws DataException if the rows do not fit the spec, or the weights are not those of its names and sizes
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

    /** The random first weights, changed. */
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

    /** Sees a model while it is trained. */
    @FunctionalInterface
    public interface Snapshots {
        /**
         * Between two epochs, on the training thread.
         *
         * @param epoch how many are done; 0 for the start
         * @param model with the weights of that moment, which nothing changes any more
         */
        void at(int epoch, Vae model);
    }

    /**
     * Trains, and shows the model as it is before the first epoch and after each.
     *
     * @param threads shows in the speed only
     * @return the weights of the best epoch
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
     * A model of trained weights.
     *
     * @param digest of the rows
     * @param epoch whose weights these are; null if none has ended
     */
    public static Vae model(RunSpec run, Rows rows, String digest, Parameters weights, EpochMetrics epoch) {
        HoldOut split = HoldOut.of(run.training(), rows.count());
        // the file of a model has no time in it: the same training gives the same file
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
        // names of classes beyond those of the model would be of no use
        return labelled
                ? names.subList(0, Math.min(names.size(), spec.condition().get(0)))
                : names;
    }

    private static PictureSettings pictures(Examples examples) {
        Rows seen = examples.input() == null ? examples.target() : examples.input();
        return seen instanceof Images images ? PictureSettings.of(images) : null;
    }

    /** As {@link io.elbo.data.image.PairSource#name} names pairs. */
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
