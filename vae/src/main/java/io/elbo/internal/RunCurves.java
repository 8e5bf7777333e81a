package io.elbo.internal;

import io.elbo.EpochMetrics;
import io.elbo.data.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps {@code metrics.csv} and {@code latents.csv} of a run: whole at any time, and at most a second behind. Of very short epochs,
 * each of which would write both files, the files would take longer than the training.
 */
public final class RunCurves {
    public static final String METRICS = "metrics.csv";

    private static final long BETWEEN_NANOS = 1_000_000_000L;

    private final Path folder;
    private final int latent;
    private final List<double[]> latents = new ArrayList<>();
    private List<EpochMetrics> epochs;
    private long written = System.nanoTime();
    private boolean changed;

    /** @param epochs those before, of a run that goes on: what the files have beyond them is dropped */
    public RunCurves(Path folder, int latent, List<EpochMetrics> epochs) {
        this.folder = folder;
        this.latent = latent;
        this.epochs = epochs;
        List<double[]> before = epochs.isEmpty() ? List.of() : before(folder.resolve(RunReport.LATENTS));
        for (int i = 0; i < epochs.size(); i++) {
            latents.add(i < before.size() && before.get(i).length == latent ? before.get(i) : null);
        }
        changed = true;
        write();
    }

    private static List<double[]> before(Path file) {
        try {
            return Files.isRegularFile(file) ? LatentsFile.read(file) : List.of();
        } catch (DataException e) {
            return List.of(); // a picture less: no reason not to train
        }
    }

    /** @param klPerLatent after the last epoch; empty if it is not known */
    public void add(List<EpochMetrics> all, double[] klPerLatent) {
        epochs = all;
        latents.add(klPerLatent.length == 0 ? null : klPerLatent);
        changed = true;
        if (System.nanoTime() - written >= BETWEEN_NANOS || all.size() == 1) {
            write();
        }
    }

    /** Brings the files up to date. */
    public void write() {
        if (!changed) {
            return;
        }
        MetricsFile.write(folder.resolve(METRICS), epochs);
        if (latents.stream().anyMatch(row -> row != null)) {
            LatentsFile.write(folder.resolve(RunReport.LATENTS), latent, latents);
        }
        written = System.nanoTime();
        changed = false;
    }
}
