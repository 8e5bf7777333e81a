package io.elbo.run;

import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.data.file.AtomicFile;
import io.elbo.data.file.Folders;
import io.elbo.json.Json;
import io.elbo.parallel.Threads;
import io.elbo.rows.RowsDigest;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.RunSpec;
import io.elbo.spec.SpecFiles;
import io.elbo.training.DivergenceException;
import io.elbo.training.NonFiniteLossException;
import io.elbo.training.TrainingListener;
import io.elbo.training.loop.Checkpoint;
import io.elbo.training.loop.TrainingLoop;
import io.elbo.training.loop.TrainingState;
import io.elbo.training.loop.VaeTask;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Trains with files in a folder: {@code spec.json}, {@code model.safetensors} (the best weights so far), {@code checkpoint.safetensors} (the
 * state to resume from), {@code metrics.csv} and pictures. Every file is complete at any time. A killed run can be resumed and ends with the
 * same bits as an uninterrupted run.
 */
public final class RunDirectory {
    private static final String SPEC = "spec.json";
    static final String MODEL = "model.safetensors";
    private static final String CHECKPOINT = "checkpoint.safetensors";
    static final String METRICS = RunCurves.METRICS;

    private RunDirectory() {}

    /**
     * The options of a run, which do not change its result.
     *
     * @param threads the number of threads, at least 1
     * @param saveEvery the greatest time of training that a crash may lose; zero to save after each step
     * @param data a description of the rows; null if there is none
     */
    public record Options(int threads, Duration saveEvery, RunData data) {
        /** Options without a description of the data. */
        public Options(int threads, Duration saveEvery) {
            this(threads, saveEvery, null);
        }

        /** All processors, and a checkpoint every ten seconds. */
        public Options() {
            this(Threads.count(), Duration.ofSeconds(10));
        }
    }

    /**
     * The result of a run.
     *
     * @param model the model with the best weights
     * @param epochs the metrics of each epoch, including those before a resumed run
     * @param finished whether training is complete; false if a listener stopped it
     * @param warnings warnings about pictures that could not be written
     */
    public record Result(Vae model, List<EpochMetrics> epochs, boolean finished, List<String> warnings) {}

    /**
     * Trains a new run.
     *
     * @param folder the folder, created if absent; must not contain a run
     * @throws DataException if the folder or the rows are not valid, or a file cannot be written
     * @throws NonFiniteLossException if the loss becomes infinite or not a number; the last checkpoint stays
     * @throws DivergenceException if the best weights are far worse than those before the first step; all files stay
     */
    public static Result train(Path folder, RunSpec run, Rows rows, Options options, TrainingListener listener) {
        Trainer.check(run.model(), rows, run.training());
        prepare(folder);
        return RunSession.locked(folder, () -> run(folder, run, rows, options, listener, null));
    }

    /**
     * Writes a model that was not trained in steps, such as that of {@code PcaModel}, as a run with spec, model and pictures. Such a run cannot be
     * resumed.
     *
     * @param folder the folder, created if absent; must not contain a run
     * @param rows the rows that it was fitted to
     * @throws DataException if the folder is not valid, or a file cannot be written
     */
    public static Result write(Path folder, Vae model, Rows rows) {
        prepare(folder);
        return RunSession.locked(folder, () -> {
            write(folder, new RunSpec(model.spec(), null));
            model.save(folder.resolve(MODEL));
            return new Result(model, List.of(), true, RunPictures.write(folder, model, rows, List.of()));
        });
    }

    /**
     * Resumes a run. A run that ended before its first checkpoint starts again with its spec.
     *
     * @param epochs the total number of epochs; 0 for that of the run
     * @throws DataException if the folder contains no such run, or the rows have changed
     */
    public static Result resume(Path folder, Rows rows, int epochs, Options options, TrainingListener listener) {
        RunSpec begun = spec(folder);
        if (leftWithoutCheckpoint(folder)) {
            return train(folder, longer(begun, epochs), rows, options, listener);
        }
        requireCheckpoint(folder);
        return RunSession.locked(folder, () -> {
            Checkpoint checkpoint = checkpoint(folder);
            RunSpec run = checkpoint.run();
            Trainer.check(run.model(), rows, run.training());
            requireSame(folder, checkpoint.digest(), RowsDigest.of(rows));
            return run(folder, longer(run, epochs), rows, options, listener, checkpoint);
        });
    }

    /**
     * Checks that a resumed run has its own rows.
     *
     * @param before the digest in the checkpoint
     * @param now the digest of the given rows
     * @throws DataException if they differ
     */
    public static void requireSame(Path folder, String before, String now) {
        if (!now.equals(before)) {
            throw new DataException(folder + ": was trained on other data (SHA-256 " + before + "); what was given has "
                    + now + "; give what was given at the start, pairs and limits included");
        }
    }

    private static RunSpec longer(RunSpec run, int epochs) {
        return epochs == 0 ? run : new RunSpec(run.model(), run.training().withEpochs(epochs));
    }

    /**
     * Returns the spec of the run in a folder: that of its checkpoint, or {@code spec.json} if there is none.
     *
     * @throws DataException if the folder contains no run of images
     */
    public static RunSpec spec(Path folder) {
        Path file = folder.resolve(SPEC);
        if (Files.isRegularFile(file)) {
            SpecFiles.other(Json.text(file), file.toString()).ifPresent(what -> {
                throw new DataException(folder + ": holds the training of " + what + ", not of a model of images");
            });
        }
        if (!leftWithoutCheckpoint(folder)) {
            return checkpoint(folder).run();
        }
        RunSpec run = RunSpec.read(file);
        if (run.training() == null) {
            throw new DataException(file + ": does not say how to train; there is nothing to resume");
        }
        return run;
    }

    private static Path requireCheckpoint(Path folder) {
        Path file = folder.resolve(CHECKPOINT);
        if (!Files.isRegularFile(file)) {
            throw new DataException(folder + ": holds no run to resume; there is no " + CHECKPOINT + " in it");
        }
        return file;
    }

    private static Checkpoint checkpoint(Path folder) {
        Path file = requireCheckpoint(folder);
        Checkpoint checkpoint = Checkpoint.read(file);
        Path spec = folder.resolve(SPEC);
        if (Files.exists(spec)
                && !RunSpec.read(spec).model().equals(checkpoint.run().model())) {
            throw new DataException(
                    file + ": is a checkpoint of another model than " + spec + " describes; put the right one back");
        }
        return checkpoint;
    }

    /** Checks that a folder contains no run. A run that ended before it saved anything does not count. */
    private static void prepare(Path folder) {
        Folders.make(folder);
        for (String name : leftWithoutCheckpoint(folder) ? List.of(MODEL) : List.of(CHECKPOINT, MODEL, METRICS)) {
            if (Files.exists(folder.resolve(name))) {
                throw new DataException(
                        folder + ": already holds a run (" + name + "); resume it, or choose another " + "folder");
            }
        }
    }

    /** Returns whether a folder contains a run that ended before its first checkpoint. When resumed, it starts again. */
    public static boolean leftWithoutCheckpoint(Path folder) {
        return Files.isRegularFile(folder.resolve(SPEC))
                && !Files.exists(folder.resolve(CHECKPOINT))
                && !Files.exists(folder.resolve(MODEL));
    }

    private static Result run(
            Path folder, RunSpec run, Rows rows, Options options, TrainingListener listener, Checkpoint checkpoint) {
        String digest = checkpoint == null ? RowsDigest.of(rows) : checkpoint.digest();
        TrainingState<EpochMetrics> from = checkpoint == null ? null : checkpoint.state();
        return RunSession.reported(folder, options.threads(), listener::stopRequested, report -> {
            write(folder, run);
            if (options.data() != null) {
                options.data().save(folder);
            }
            try (VaeTask task = VaeTask.of(run, rows, options.threads(), from)) {
                var loop = new TrainingLoop<>(task, from);
                RunCurves curves = new RunCurves(folder, run.model().latent(), loop.epochs());
                Saver saver = new Saver(folder, run, rows, digest, options, curves, loop);
                VaeReport heard = new VaeReport(report, curves, loop.bestMetrics(), listener);
                try {
                    loop.run(heard, saver);
                } catch (DivergenceException e) {
                    curves.write();
                    throw e;
                }
                saver.save();
                if (loop.finished()) {
                    loop.requireGain();
                }
                Vae model = saver.model();
                List<String> warnings = RunPictures.write(folder, model, rows, loop.epochs());
                Result result = new Result(model, loop.epochs(), loop.finished(), warnings);
                return new RunSession.Ended<>(result, loop.finished());
            }
        });
    }

    private static void write(Path folder, RunSpec run) {
        AtomicFile.write(
                folder.resolve(SPEC), out -> out.write((run.toJson() + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** Saves a run during training. */
    private static final class Saver implements TrainingLoop.Keeper {
        private final Path folder;
        private final RunSpec run;
        private final Rows rows;
        private final String digest;
        private final Options options;
        private final RunCurves curves;
        private final TrainingLoop<EpochMetrics, TrainingListener> loop;
        private long saved = System.nanoTime();
        private EpochMetrics savedBest;

        Saver(
                Path folder,
                RunSpec run,
                Rows rows,
                String digest,
                Options options,
                RunCurves curves,
                TrainingLoop<EpochMetrics, TrainingListener> loop) {
            this.folder = folder;
            this.run = run;
            this.rows = rows;
            this.digest = digest;
            this.options = options;
            this.curves = curves;
            this.loop = loop;
        }

        @Override
        public void after(boolean epochEnded) {
            // the first epoch is saved at once, so that there is a model from then on
            boolean first = epochEnded && savedBest == null;
            if (first || System.nanoTime() - saved >= options.saveEvery().toNanos()) {
                save();
            }
        }

        void save() {
            loop.requireHealthy();
            curves.write();
            // the checkpoint also has the best weights, so nothing is lost whichever of the two files is older
            new Checkpoint(run, digest, loop.state()).write(folder.resolve(CHECKPOINT));
            if (loop.bestMetrics() != savedBest || loop.bestMetrics() == null) {
                model().save(folder.resolve(MODEL));
                savedBest = loop.bestMetrics();
            }
            saved = System.nanoTime();
        }

        Vae model() {
            return Trainer.model(run, rows, digest, loop.best().copy(), loop.bestMetrics());
        }
    }
}
