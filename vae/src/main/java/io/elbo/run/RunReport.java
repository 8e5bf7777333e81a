package io.elbo.run;

import io.elbo.data.DataException;
import io.elbo.data.file.AtomicFile;
import io.elbo.data.file.FileText;
import io.elbo.json.Json;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.RunSpec;
import io.elbo.training.TrainingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells by {@code status.json}, {@code metrics.csv} and {@code latents.csv} in a run's folder how its training is, and heeds a wish to
 * stop that is put there.
 */
public final class RunReport implements TrainingListener {
    public static final String STATUS = "status.json";
    public static final String LATENTS = "latents.csv";
    public static final String STOP = "stop";

    private static final long BETWEEN_NANOS = 1_000_000_000L;
    private static final long LOOK_NANOS = 250_000_000L;
    private static final double LONGEST = 1e9;

    private final Path folder;
    private final TrainingListener listener;
    private RunStatus status = new RunStatus(RunStatus.State.TRAINING, 0, 0, 0, 0, 0, 0, null, null, null, null);
    private RunCurves curves;
    private double[] klPerLatent;
    private long written = System.nanoTime() - BETWEEN_NANOS;
    private long looked = System.nanoTime();
    private boolean stop;

    /** @param listener hears of everything too, and may stop the training */
    public RunReport(Path folder, TrainingListener listener) {
        this.folder = folder;
        this.listener = listener;
        try {
            Files.deleteIfExists(folder.resolve(STOP));
        } catch (IOException e) {
            throw new DataException(folder.resolve(STOP) + ": cannot be deleted: " + FileText.reason(e), e);
        }
        write();
    }

    /**
     * Before the training: what there is of it.
     *
     * @param before the curves of the epochs before
     * @param kept the best of these; null if there is none
     */
    public void begin(RunCurves before, EpochMetrics kept) {
        curves = before;
        keep(kept);
    }

    private void keep(EpochMetrics metrics) {
        status = status.with(metrics == null ? null : new RunStatus.Best(metrics.epoch(), metrics.score()));
    }

    @Override
    public void started(RunSpec run, int trainingRows, int validationRows, long parameters) {
        status = new RunStatus(
                RunStatus.State.TRAINING, 0, run.training().epochs(), 0, 0, 0, 0, null, status.best(), null, null);
        listener.started(run, trainingRows, validationRows, parameters);
    }

    @Override
    public void progressed(Progress p) {
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
        listener.progressed(p);
    }

    @Override
    public void klPerLatent(double[] nats) {
        klPerLatent = nats;
        listener.klPerLatent(nats);
    }

    @Override
    public void epochEnded(EpochMetrics metrics, boolean better) {
        if (better) {
            keep(metrics);
        }
        curves.add(metrics, klPerLatent);
        klPerLatent = null;
        listener.epochEnded(metrics, better);
    }

    @Override
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
        listener.stage(what);
    }

    @Override
    public boolean stopRequested() {
        long now = System.nanoTime();
        if (!stop && now - looked >= LOOK_NANOS) {
            looked = now;
            stop = Files.exists(folder.resolve(STOP));
        }
        return stop || listener.stopRequested();
    }

    /** The training is over. */
    public void ended(boolean finished) {
        status = status.with(finished ? RunStatus.State.FINISHED : RunStatus.State.STOPPED, null);
        write();
    }

    /** The training ended by an error. */
    public void failed(Throwable why) {
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
            // who looks on sees an old status; that is no reason to lose a training, and checkpoints tell of a full
            // disk
        }
    }
}
