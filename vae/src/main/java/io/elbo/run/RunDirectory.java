package io.elbo.run;

import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.data.file.AtomicFile;
import io.elbo.data.file.Folders;
import io.elbo.json.Json;
import io.elbo.rows.RowsDigest;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.RunSpec;
import io.elbo.spec.SpecFiles;
import io.elbo.training.DivergenceException;
import io.elbo.training.NonFiniteLossException;
import io.elbo.training.TrainingListener;
import io.elbo.training.loop.Checkpoint;
import io.elbo.training.loop.TrainingLoop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Trains with files: a folder with {@code spec.json}, {@code model.safetensors} (the best weights so far),
 * {@code checkpoint.safetensors} (everything needed to go on), {@code metrics.csv} and pictures. Every file is whole at
 * any time, so that a run that was killed can be resumed, and ends in the same bits as one that never stopped.
 */
public final class RunDirectory {
    private static final String SPEC = "spec.json";
    static final String MODEL = "model.safetensors";
    private static final String CHECKPOINT = "checkpoint.safetensors";
    static final String METRICS = RunCurves.METRICS;

    private RunDirectory() {}

    /**
     * How a run is carried out; shows in no result.
     *
     * @param threads at least 1
     * @param saveEvery how much training may be lost to a crash; zero: save after each step
     * @param data what the rows are, for those who look at the run later; null if that cannot be said
     */
    public record Options(int threads, Duration saveEvery, RunData data) {
        /** Of data that nothing is said of. */
        public Options(int threads, Duration saveEvery) {
            this(threads, saveEvery, null);
        }

        /** All processors; saves every ten seconds. */
        public Options() {
            this(Runtime.getRuntime().availableProcessors(), Duration.ofSeconds(10));
        }
    }

    /**
     * What came of a run.
     *
     * @param model the best weights
     * @param epochs what each epoch came to, resumed ones included
     * @param finished whether all was trained; false if a listener stopped it
     * @param warnings pictures that could not be made
     */
    public record Result(Vae model, List<EpochMetrics> epochs, boolean finished, List<String> warnings) {}

    /**
     * Trains from the beginning.
     *
     * @param folder made if absent; must not hold a run
     * @throws DataException if the folder or the rows are not right, or a file cannot be written
     * @throws NonFiniteLossException if the loss becomes infinite or not a number; the last checkpoint stays
     * @throws DivergenceException if the best weights are far worse than those before the first step; all files stay
     */
    public static Result train(Path folder, RunSpec run, Rows rows, Options options, TrainingListener listener) {
        Trainer.check(run.model(), rows, run.training());
        prepare(folder);
        RunLock lock = RunLock.of(folder);
        try {
            return run(folder, run, rows, options, listener, null);
        } finally {
            lock.close();
        }
    }

    /**
     * Writes a model that was not trained in steps, such as {@code PcaModel}'s, as a run: spec, model and pictures. There is
     * nothing to resume.
     *
     * @param folder made if absent; must not hold a run
     * @param rows that it was fitted to
     * @throws DataException if the folder is not right, or a file cannot be written
     */
    public static Result write(Path folder, Vae model, Rows rows) {
        prepare(folder);
        RunLock lock = RunLock.of(folder);
        try {
            write(folder, new RunSpec(model.spec(), null));
            model.save(folder.resolve(MODEL));
            return new Result(model, List.of(), true, RunPictures.write(folder, model, rows, List.of()));
        } finally {
            lock.close();
        }
    }

    /**
     * Goes on where a run stopped; one that ended before its first checkpoint begins anew, as its spec says.
     *
     * @param epochs in all; 0 for as many as the run was to have
     * @throws DataException if the folder holds no such run, or the rows are others than before
     */
    public static Result resume(Path folder, Rows rows, int epochs, Options options, TrainingListener listener) {
        if (leftWithoutCheckpoint(folder)) {
            return train(folder, longer(spec(folder), epochs), rows, options, listener);
        }
        requireCheckpoint(folder);
        RunLock lock = RunLock.of(folder);
        try {
            Checkpoint checkpoint = checkpoint(folder);
            RunSpec run = checkpoint.run();
            Trainer.check(run.model(), rows, run.training());
            String digest = RowsDigest.of(rows);
            if (!digest.equals(checkpoint.digest())) {
                throw new DataException(folder + ": was trained on other data (SHA-256 " + checkpoint.digest()
                        + "); what was given has " + digest
                        + "; give what was given at the start, pairs and limits included");
            }
            return run(folder, longer(run, epochs), rows, options, listener, checkpoint);
        } finally {
            lock.close();
        }
    }

    private static RunSpec longer(RunSpec run, int epochs) {
        return epochs == 0 ? run : new RunSpec(run.model(), run.training().withEpochs(epochs));
    }

    /** What the run in a folder trains and how, as its checkpoint says, or its spec if it ended before there was one. */
    public static RunSpec spec(Path folder) {
        if (!leftWithoutCheckpoint(folder)) {
            return checkpoint(folder).run();
        }
        Path file = folder.resolve(SPEC);
        if (SpecFiles.ofTable(Json.text(file), file.toString())) {
            throw new DataException(
                    folder + ": holds the training of a table, which ended before there was a model; train "
                            + "the table again into this folder");
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

    /** What a run left that ended before it had saved anything, killed or out of memory, is no run: nothing of it is lost. */
    private static void prepare(Path folder) {
        Folders.make(folder);
        for (String name : leftWithoutCheckpoint(folder) ? List.of(MODEL) : List.of(CHECKPOINT, MODEL, METRICS)) {
            if (Files.exists(folder.resolve(name))) {
                throw new DataException(
                        folder + ": already holds a run (" + name + "); resume it, or choose another " + "folder");
            }
        }
    }

    /** Whether a folder holds a run that ended before its first checkpoint: resumed, it begins anew. */
    public static boolean leftWithoutCheckpoint(Path folder) {
        return Files.isRegularFile(folder.resolve(SPEC))
                && !Files.exists(folder.resolve(CHECKPOINT))
                && !Files.exists(folder.resolve(MODEL));
    }

    private static Result run(
            Path folder, RunSpec run, Rows rows, Options options, TrainingListener listener, Checkpoint checkpoint) {
        String digest = checkpoint == null ? RowsDigest.of(rows) : checkpoint.digest();
        AtomicFile.removeLeftOvers(folder);
        write(folder, run);
        if (options.data() != null) {
            options.data().save(folder);
        }
        RunReport report = new RunReport(folder, listener);
        try (TrainingLoop loop =
                new TrainingLoop(run, rows, digest, options.threads(), checkpoint, run.training()::rate)) {
            RunCurves curves = new RunCurves(folder, run.model().latent(), loop.epochs());
            Saver saver = new Saver(folder, run, rows, digest, options, curves);
            report.begin(curves, loop.bestMetrics());
            try {
                loop.run(report, saver);
            } catch (DivergenceException e) {
                curves.write();
                throw e;
            }
            saver.save(loop);
            if (loop.finished()) {
                loop.requireGain();
            }
            Vae model = Trainer.model(loop, run, rows, digest);
            List<String> warnings = RunPictures.write(folder, model, rows, loop.epochs());
            report.ended(loop.finished());
            return new Result(model, loop.epochs(), loop.finished(), warnings);
        } catch (RuntimeException | Error e) {
            report.failed(e);
            throw e;
        }
    }

    private static void write(Path folder, RunSpec run) {
        AtomicFile.write(
                folder.resolve(SPEC), out -> out.write((run.toJson() + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** Saves a training as it goes on. */
    private static final class Saver implements TrainingLoop.Keeper {
        private final Path folder;
        private final RunSpec run;
        private final Rows rows;
        private final String digest;
        private final Options options;
        private final RunCurves curves;
        private long saved = System.nanoTime();
        private EpochMetrics savedBest;

        Saver(Path folder, RunSpec run, Rows rows, String digest, Options options, RunCurves curves) {
            this.folder = folder;
            this.run = run;
            this.rows = rows;
            this.digest = digest;
            this.options = options;
            this.curves = curves;
        }

        @Override
        public void after(TrainingLoop loop, boolean epochEnded) {
            // the first epoch is saved at once: from then on there is a model
            boolean first = epochEnded && savedBest == null;
            if (first || System.nanoTime() - saved >= options.saveEvery().toNanos()) {
                save(loop);
            }
        }

        void save(TrainingLoop loop) {
            loop.requireHealthy();
            curves.write();
            // the checkpoint holds the best weights too: whichever of the two files is older, nothing is lost
            loop.checkpoint().write(folder.resolve(CHECKPOINT));
            if (loop.bestMetrics() != savedBest || loop.bestMetrics() == null) {
                Trainer.model(loop, run, rows, digest).save(folder.resolve(MODEL));
                savedBest = loop.bestMetrics();
            }
            saved = System.nanoTime();
        }
    }
}
