package io.elbo.run;

import io.elbo.data.DataException;
import io.elbo.spec.EpochMetrics;
import java.nio.file.Path;
import java.util.List;

/**
 * The curves of a run that may go on. Of a file that grew since the last look only what is new is read. Safe for any number of
 * threads.
 */
public final class RunHistory {
    private final EpochLines<EpochMetrics> epochs;
    private final EpochLines<double[]> latents;

    /** @param folder of the run; nothing is read yet */
    public RunHistory(Path folder) {
        epochs = MetricsFile.lines(folder.resolve(RunDirectory.METRICS));
        latents = LatentsFile.lines(folder.resolve(LatentsFile.NAME));
    }

    /**
     * What the epochs came to, as {@code metrics.csv} says.
     *
     * @return empty if there is none
     * @throws DataException if the file is not valid, naming the file and the line
     */
    public List<EpochMetrics> epochs() {
        return epochs.read();
    }

    /**
     * The KL divergence of each latent after each epoch, nats, mean over the rows held out, as {@code latents.csv} says.
     *
     * @return an entry for each epoch, with NaN where it is not known; empty if nothing is held out or the prior is another than the standard normal one
     * @throws DataException if the file is not valid, naming the file and the line
     */
    public List<double[]> latents() {
        return latents.read();
    }

    /** Lines that are kept in memory, of both files. */
    public int size() {
        return epochs.size() + latents.size();
    }

    /** About how many bytes {@link #epochs} will read; does not wait for who reads them now. */
    public long unread() {
        return epochs.unread();
    }
}
