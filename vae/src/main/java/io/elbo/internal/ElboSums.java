package io.elbo.internal;

import io.elbo.Binarization;
import io.elbo.Elbo;
import io.elbo.VaeSpec;
import io.elbo.data.Rows;
import io.elbo.engine.Executor;
import io.elbo.engine.Parameters;
import io.elbo.engine.Workers;
import java.util.List;

/** Computes the terms of the ELBO over rows; noise goes by row, so that the batch size shows in nothing. */
final class ElboSums {
    private final Programs.ElboProgram program;
    private final Executor executor;
    private final int latent;

    ElboSums(VaeSpec spec, Parameters parameters, int batch, Workers workers) {
        program = Programs.elbo(spec);
        executor = Executor.forward(
                List.of(program.reconstruction(), program.klPerLatent(), program.mean()), parameters, batch, workers);
        latent = spec.latent();
    }

    /** Receives the terms of one row. */
    interface Sink {
        void row(int row, double reconstruction, float[] klPerLatent, float[] mean);
    }

    void each(Rows rows, int[] order, Binarization binarization, long seed, Sink sink) {
        RowFeed feed = new RowFeed(rows, binarization, seed);
        float[] kl = new float[latent];
        float[] mean = new float[latent];
        int count = order == null ? rows.count() : order.length;
        for (int from = 0; from < count; from += executor.rows()) {
            int n = Math.min(executor.rows(), count - from);
            feed.batch(order, from, 0, from);
            executor.run(feed, n, seed, 0, from);
            for (int row = 0; row < n; row++) {
                executor.copy(program.klPerLatent(), row, 1, kl, 0);
                executor.copy(program.mean(), row, 1, mean, 0);
                sink.row(from + row, executor.value(program.reconstruction(), row, 0), kl, mean);
            }
        }
    }

    /** The mean over rows. */
    Elbo mean(Rows rows, int[] order, Binarization binarization, long seed) {
        double[] sums = new double[2];
        each(rows, order, binarization, seed, (row, reconstruction, kl, mean) -> {
            sums[0] += reconstruction;
            for (float k : kl) {
                sums[1] += k;
            }
        });
        int count = order == null ? rows.count() : order.length;
        return new Elbo(sums[0] / count, sums[1] / count);
    }
}
