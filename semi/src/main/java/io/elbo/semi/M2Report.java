package io.elbo.semi;

import io.elbo.data.file.AtomicFile;
import io.elbo.run.RunReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reports the training of M2: status and {@code metrics.csv}. */
final class M2Report implements M2Listener {
    private static final long BETWEEN_NANOS = 1_000_000_000L;

    private final Path folder;
    private final RunReport report;
    private final M2Listener listener;
    private final List<M2Epoch> epochs;
    private long written = System.nanoTime();

    M2Report(Path folder, RunReport report, List<M2Epoch> before, M2Listener listener) {
        this.folder = folder;
        this.report = report;
        this.listener = listener;
        epochs = new ArrayList<>(before);
    }

    @Override
    public void started(int labelled, int unlabelled, long parameters) {
        report.stage("training the classifier");
        listener.started(labelled, unlabelled, parameters);
    }

    @Override
    public void progressed(Progress progress) {
        report.progressed(progress);
        listener.progressed(progress);
    }

    @Override
    public void epochEnded(M2Epoch metrics, boolean best) {
        epochs.add(metrics);
        if (System.nanoTime() - written >= BETWEEN_NANOS) {
            write();
        }
        listener.epochEnded(metrics, best);
    }

    void write() {
        if (!epochs.isEmpty()) {
            byte[] csv = M2Epoch.csv(epochs).getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(folder.resolve(SemiRun.METRICS), out -> out.write(csv));
        }
        written = System.nanoTime();
    }

    @Override
    public boolean stopRequested() {
        return report.stopRequested();
    }
}
