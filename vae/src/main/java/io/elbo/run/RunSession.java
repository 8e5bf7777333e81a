package io.elbo.run;

import io.elbo.data.file.AtomicFile;
import io.elbo.parallel.Threads;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** Holds the folder of a run while something is trained in it: its lock and its status. */
public final class RunSession {
    private RunSession() {}

    /**
     * The result of work in a folder.
     *
     * @param finished whether nothing is left to train
     */
    public record Ended<T>(T result, boolean finished) {}

    /** Works while no other process, and nobody else in this one, works in a folder, which must be there. */
    public static <T> T locked(Path folder, Supplier<T> work) {
        RunLock lock = RunLock.of(folder);
        try {
            return work.get();
        } finally {
            lock.close();
        }
    }

    /**
     * Trains in a locked folder. Its status says afterwards whether the training finished, stopped or failed.
     *
     * @param threads that the training and all computations with it may use
     * @param stop whether somebody requests a stop, other than by the file in the folder
     * @throws CancellationException if the work threw it: it was stopped, and can go on
     */
    public static <T> T reported(Path folder, int threads, BooleanSupplier stop, Function<RunReport, Ended<T>> work) {
        AtomicFile.removeLeftOvers(folder);
        RunReport report = new RunReport(folder, stop);
        try {
            Ended<T> ended = Threads.with(threads, () -> work.apply(report));
            report.ended(ended.finished());
            return ended.result();
        } catch (CancellationException e) {
            report.ended(false);
            throw e;
        } catch (RuntimeException | Error e) {
            report.failed(e);
            throw e;
        }
    }
}
