package io.elbo.run;

import io.elbo.data.DataException;
import io.elbo.spec.EpochMetrics;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes {@code metrics.csv} and {@code latents.csv} of a run atomically, at most once a second. Writing both after each very short epoch would
 * take longer than training.
 */
public final class RunCurves {
    public static final String METRICS = "metrics.csv";

    private static final long BETWEEN_NANOS = 1_000_000_000L;

    private final Path folder;
    private final int latent;
    private final GrowingText metrics = new GrowingText();
    private final GrowingText latents = new GrowingText();
    private boolean latentsKnown;
    private long written = System.nanoTime();
    private boolean changed;

    /** @param epochs the epochs before, for a resumed run; later lines of the files are dropped */
    public RunCurves(Path folder, int latent, List<EpochMetrics> epochs) {
        this.folder = folder;
        this.latent = latent;
        metrics.add(MetricsFile.HEADER);
        latents.add(LatentsFile.header(latent));
        List<double[]> before = epochs.isEmpty() ? List.of() : before(folder.resolve(LatentsFile.NAME));
        for (int i = 0; i < epochs.size(); i++) {
            take(epochs.get(i), i < before.size() && before.get(i).length == latent ? before.get(i) : null);
        }
        changed = true;
        write();
    }

    private static List<double[]> before(Path file) {
        try {
            return LatentsFile.lines(file).read();
        } catch (DataException e) {
            return List.of(); // a picture less: no reason not to train
        }
    }

    private void take(EpochMetrics epoch, double[] klPerLatent) {
        double[] kl = klPerLatent == null || Double.isNaN(klPerLatent[0]) ? null : klPerLatent;
        metrics.add(MetricsFile.line(epoch));
        latents.add(LatentsFile.line(epoch.epoch(), latent, kl));
        latentsKnown |= kl != null;
        changed = true;
    }

    /** @param klPerLatent the KL divergence of each latent dimension after the epoch; null if unknown */
    void add(EpochMetrics epoch, double[] klPerLatent) {
        take(epoch, klPerLatent);
        if (System.nanoTime() - written >= BETWEEN_NANOS || epoch.epoch() == 1) {
            write();
        }
    }

    /** Writes the files if they are out of date. */
    public void write() {
        if (!changed) {
            return;
        }
        metrics.write(folder.resolve(METRICS));
        if (latentsKnown) {
            latents.write(folder.resolve(LatentsFile.NAME));
        }
        written = System.nanoTime();
        changed = false;
    }
}
