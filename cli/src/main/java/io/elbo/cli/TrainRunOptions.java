package io.elbo.cli;

import io.elbo.data.DataException;
import io.elbo.parallel.Threads;
import io.elbo.run.RunData;
import io.elbo.run.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The folder of a run and its execution. */
final class TrainRunOptions {
    private static final int MOST_THREADS = 1024;
    private static final int MOST_SECONDS = 1_000_000;

    @Option(names = "--out", paramLabel = "DIR", description = "Run folder. Default: runs/DATA-1, -2, ...")
    private Path out;

    @Option(
            names = "--spec",
            paramLabel = "FILE",
            description =
                    "The spec.json of a run, from which to take the model and the training settings. Training flags take "
                            + "precedence.")
    private Path spec;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Continue the run in this folder on the same data. --epochs N makes it longer.")
    private Path resume;

    @Option(
            names = "--save-every",
            paramLabel = "SECONDS",
            description = "Seconds between checkpoints. 0 saves after each step. Default: 10")
    private double saveEvery = 10;

    @Option(
            names = "--threads",
            paramLabel = "T",
            description = "Number of threads, which does not affect the result. Default: all processors")
    private Integer threads;

    /** Refuses invalid numbers before anything is read. */
    void check(CommandSpec command) {
        if (threads != null && (threads < 1 || threads > MOST_THREADS)) {
            throw new ParameterException(
                    command.commandLine(), "--threads " + threads + ": must be 1 to " + MOST_THREADS);
        }
        if (!(saveEvery >= 0 && saveEvery <= MOST_SECONDS)) {
            throw new ParameterException(
                    command.commandLine(), "--save-every " + saveEvery + ": must be 0 to " + MOST_SECONDS + " seconds");
        }
    }

    /** Refuses a file as the folder. */
    void checkFolder() {
        if (out != null && Files.exists(out) && !Files.isDirectory(out)) {
            throw new DataException("--out " + out + ": is a file; a folder is needed");
        }
    }

    /** Returns the spec file; null for none. */
    Path spec() {
        return spec;
    }

    /** Returns the run to resume; null for none. */
    Path resume() {
        return resume;
    }

    int threads() {
        return threads == null ? Threads.count() : threads;
    }

    RunDirectory.Options options(RunData data) {
        return new RunDirectory.Options(threads(), Duration.ofMillis(Math.round(saveEvery * 1000)), data);
    }

    /** Returns the folder of a new run on these data. */
    Path folder(String data) {
        return out == null ? unused(data) : out;
    }

    /** Returns a run folder that does not exist yet. */
    static Path unused(String data) {
        String name = data.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[-.]+|-+$", "");
        for (int i = 1; ; i++) {
            Path folder = Path.of("runs", (name.isEmpty() ? "data" : name) + "-" + i);
            if (!Files.exists(folder)) {
                return folder;
            }
        }
    }
}
