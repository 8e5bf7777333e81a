package io.elbo.inference;

import io.elbo.engine.Feed;
import io.elbo.engine.Workers;
import io.elbo.engine.execution.Executor;
import io.elbo.program.BoundProgram;
import java.util.List;

/** Estimates the ELBO of rows for given q(z|x), as the mean over K draws of z. */
public final class SampledBound {
    private final Networks networks;

    public SampledBound(Networks networks) {
        this.networks = networks;
    }

    /**
     * Estimates each row, in nats. The draws depend only on the seed, the number of samples, the row and the draw. So estimates for two q of
     * the same rows have common random numbers.
     */
    public double[] each(Amortized rows, int samples, long seed) {
        double[] result = new double[rows.count()];
        RowBlocks.each(rows.count(), samples, Bound::new, (bound, first, count) -> {
            Feed feed = rows.feed(bound.program.elbo().graph(), r -> first + (bound.from + r) / samples);
            int all = count * samples;
            for (bound.from = 0; bound.from < all; bound.from += bound.executor.rows()) {
                int n = Math.min(bound.executor.rows(), all - bound.from);
                bound.executor.run(feed, n, seed, 0, first * samples + bound.from);
                for (int r = 0; r < n; r++) {
                    result[first + (bound.from + r) / samples] +=
                            (double) bound.executor.value(bound.program.elbo(), r, 0) / samples;
                }
            }
        });
        return result;
    }

    private final class Bound {
        private final BoundProgram program = networks.bound();
        private final Executor executor =
                Executor.forward(List.of(program.elbo()), networks.parameters(), RowBlocks.CAPACITY, Workers.of(1));
        private int from;
    }
}
