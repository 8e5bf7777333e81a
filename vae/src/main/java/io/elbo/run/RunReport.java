package io.elbo.run;

import io.elbo.data.DataException;
import io.elbo.data.file.AtomicFile;
import io.elbo.data.file.FileText;
import io.elbo.json.Json;
import io.elbo.training.EpochListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Keeps {@code status.json} in a run's folder, and looks for a request to stop that is put there. */
public final class RunReport {
    public static final String STATUS = "status.json";
    public static final String STOP = "stop";

    private static final long BETWEEN_NANOS = 1_000_000_000L;
    private static final long LOOK_NANOS = 250_000_000L;
    private static final double LONGEST = 1e9;

    private final Path folder;
    private final BooleanSupplier asked;
    private RunStatus status = new RunStatus(RunStatus.State.TRAINING, 0, 0, 0, 0, 0, 0, null, null, null, null);
    private long written = System.nanoTime() - BETWEEN_NANOS;
    private long looked = System.nanoTime();
    private boolean stop;

    /** @param asked whether somebody else requests a stop */
    public RunReport(Path folder, BooleanSupplier asked) {
        this.folder = folder;
        this.asked = asked;
        try {
            Files.deleteIfExists(folder.resolve(STOP));
        } catch (IOException e) {
            throw new DataException(folder.resolve(STOP) + ": cannot be deleted: " + FileText.reason(e), e);
        }
        write();
    }

    /** @param best the epoch whose weights are kept; null if there is none */
    public void best(RunStatus.Best best) {
        status = status.with(best);
    }

    /** Called when epochs begin. */
    public void started(int epochs) {
        status = new RunStatus(RunStatus.State.TRAINING, 0, epochs, 0, 0, 0, 0, null, status.best(), null, null);
    }

    public void progressed(EpochListener.Progress p) {
        status = new RunStatus(
                RunStatus.State.TRAINING,
                p.epoch(),
                p.epochs(),
                p.step(),
                p.steps(),
                p.rowsPerSecond(),
                Math.min(LONGEST, p.secondsLeft()),
                p.epochSoFar(),
                status.best(),
                null,
                null);
        writeSometimes();
    }

    public void stage(String what) {
        status = new RunStatus(
                status.state(),
                status.epoch(),
                status.epochs(),
                status.step(),
                status.steps(),
                0,
                0,
                status.epochSoFar(),
                status.best(),
                what,
                null);
        writeSometimes();
    }

    public boolean stopRequested() {
        long now = System.nanoTime();
        if (!stop && now - looked >= LOOK_NANOS) {
            looked = now;
            stop = Files.exists(folder.resolve(STOP));
        }
        return stop || asked.getAsBoolean();
    }

    /** The training is over. */
    void ended(boolean finished) {
        status = status.with(finished ? RunStatus.State.FINISHED : RunStatus.State.STOPPED, null);
        write();
    }

    /** The training ended by an error. */
    void failed(Throwable why) {
        status = status.with(RunStatus.State.FAILED, FileText.firstLine(String.valueOf(why.getMessage())));
        write();
    }

    private void writeSometimes() {
        if (System.nanoTime() - written >= BETWEEN_NANOS) {
            write();
        }
    }

    private void write() {
        written = System.nanoTime();
        try {
            byte[] json = (Json.write(status) + "\n").getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(folder.resolve(STATUS), out -> out.write(json));
        } catch (DataException e) {
            // an old status is no reason to lose a training, and the next checkpoint fails on a full disk
        }
    }
}
