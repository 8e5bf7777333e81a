package io.elbo.inference;

import io.elbo.data.DataException;
import io.elbo.data.image.Corruption;
import io.elbo.data.image.Images;
import io.elbo.engine.Workers;
import io.elbo.engine.execution.Parameters;
import io.elbo.evaluation.Evaluation;
import io.elbo.evaluation.LatentDensity;
import io.elbo.evaluation.LogLikelihood;
import io.elbo.parallel.Threads;
import io.elbo.program.RowFeed;
import io.elbo.rows.Examples;
import io.elbo.spec.Binarization;
import io.elbo.spec.Elbo;
import io.elbo.spec.VaeSpec;
import java.util.ArrayList;
import java.util.List;

/** Computes an {@link Evaluation}. */
public final class Evaluator {
    private static final int BATCH = 200;
    private static final double ACTIVE = 0.01;
    private static final int BITS_OF_A_BYTE = 8;

    private final VaeSpec spec;
    private final Parameters parameters;
    private final Networks networks;

    public Evaluator(Networks networks) {
        this.networks = networks;
        spec = networks.spec();
        parameters = networks.parameters();
    }

    /** @param corruption the corruption of the encoder's input; null for none */
    public Evaluation evaluate(
            Examples rows, Binarization binarization, Corruption corruption, int samples, long seed) {
        LogLikelihood likelihood = samples == 0
                ? new LogLikelihood(rows.count(), 0, Double.NaN, Double.NaN)
                : logLikelihood(rows, binarization, corruption, samples, seed, null);
        int n = rows.count();
        int latent = spec.latent();
        double[] sums = new double[2];
        double[] kl = new double[latent];
        double[] mean = new double[latent];
        double[] squares = new double[latent];
        RowFeed.Treatment treatment = new RowFeed.Treatment(binarization, corruption);
        boolean closed;
        try (Workers workers = Workers.of(Threads.count())) {
            ElboSums terms = new ElboSums(spec, parameters, rows, treatment, Math.min(BATCH, n), workers);
            closed = terms.closed();
            terms.each(rows, null, seed, (row, r, k, klOfRow, meanOfRow) -> {
                sums[0] += r;
                sums[1] += k;
                for (int j = 0; j < latent; j++) {
                    kl[j] += klOfRow.length > 0 ? klOfRow[j] : 0;
                    // Welford's update keeps its precision for means far from zero
                    double before = meanOfRow[j] - mean[j];
                    mean[j] += before / (row + 1);
                    squares[j] += before * (meanOfRow[j] - mean[j]);
                }
            });
        }
        List<Double> klPerLatent = new ArrayList<>();
        int active = 0;
        for (int j = 0; j < latent; j++) {
            if (closed) {
                klPerLatent.add(kl[j] / n);
            }
            active += squares[j] / n > ACTIVE ? 1 : 0;
        }
        Elbo elbo = new Elbo(sums[0] / n, sums[1] / n);
        double bits = -elbo.value() / (spec.features() * Math.log(2));
        boolean bytes = rows.target() instanceof Images && binarization == Binarization.NONE;
        return new Evaluation(
                n,
                elbo,
                spec.likelihood().continuous() && bytes ? bits + BITS_OF_A_BYTE : bits,
                active,
                klPerLatent,
                samples,
                likelihood.mean(),
                likelihood.standardError());
    }

    /**
     * Estimates {@code ln p(x) ~ ln 1/K sum_k w_k} with {@code w_k = p(x|z_k) p(z_k) / q(z_k|x)} and z_k from q(z|x) (Burda et al. 2016).
     * Returns the mean over rows and its standard error. The error of a row is that of the mean of the w_k, propagated through the logarithm
     * to first order.
     *
     * @param density a density that replaces p(z); null for the prior
     */
    public LogLikelihood logLikelihood(
            Examples rows,
            Binarization binarization,
            Corruption corruption,
            int samples,
            long seed,
            LatentDensity density) {
        if (!spec.posterior().random()) {
            throw new DataException("ln p(x) cannot be estimated with a plain autoencoder: it has no density of z");
        }
        RowFeed.Treatment treatment = new RowFeed.Treatment(binarization, corruption);
        double[][] each = new ImportanceSampling(networks, density)
                .each(Amortized.of(networks, rows, treatment, seed), samples, seed);
        double sum = 0;
        double variance = 0;
        for (int row = 0; row < rows.count(); row++) {
            sum += each[0][row];
            variance += each[1][row];
        }
        return new LogLikelihood(rows.count(), samples, sum / rows.count(), Math.sqrt(variance) / rows.count());
    }
}
