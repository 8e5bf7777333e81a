package io.elbo.inference;

import io.elbo.engine.Node;
import io.elbo.engine.Workers;
import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import io.elbo.model.LatentMixture;
import io.elbo.program.ElboProgram;
import io.elbo.program.RowFeed;
import io.elbo.rows.Examples;
import io.elbo.spec.Elbo;
import io.elbo.spec.VaeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Computes the terms of the ELBO over rows. Noise is addressed by row, so the batch size does not change a result. */
public final class ElboSums {
    private final VaeSpec spec;
    private final Parameters parameters;
    private final RowFeed.Treatment treatment;
    private final ElboProgram program;
    private final Executor executor;

    /** @param examples the rows to compute terms of, or others with the same parts */
    public ElboSums(
            VaeSpec spec,
            Parameters parameters,
            Examples examples,
            RowFeed.Treatment treatment,
            int batch,
            Workers workers) {
        this.spec = spec;
        this.parameters = parameters;
        this.treatment = treatment;
        program = ElboProgram.of(spec, treatment.separates(examples));
        List<Node> outputs =
                new ArrayList<>(List.of(program.reconstruction(), program.kl(), program.mean(), program.z()));
        if (program.klPerLatent() != null) {
            outputs.add(program.klPerLatent());
        }
        executor = Executor.forward(outputs, parameters, batch, workers);
    }

    /** Receives the terms of one row; {@code klPerLatent} is empty if the prior has no closed form. */
    interface Sink {
        void row(int row, double reconstruction, double kl, float[] klPerLatent, float[] mean);
    }

    /** Returns whether the KL divergence of each latent dimension has a closed form. */
    boolean closed() {
        return program.klPerLatent() != null;
    }

    void each(Examples rows, int[] order, long seed, Sink sink) {
        RowFeed feed = new RowFeed(
                program.mean().graph(), rows, treatment, spec.inputImage().orElse(null), seed);
        float[] kl = new float[program.klPerLatent() == null ? 0 : spec.latent()];
        float[] mean = new float[spec.latent()];
        float[][] z = new float[1][spec.latent()];
        // the weights may have changed
        Optional<LatentMixture> encoded = EncodedPrior.of(spec, parameters);
        int count = order == null ? rows.count() : order.length;
        for (int from = 0; from < count; from += executor.rows()) {
            int n = Math.min(executor.rows(), count - from);
            feed.batch(order, from, 0, from);
            executor.run(feed, n, seed, 0, from);
            for (int row = 0; row < n; row++) {
                if (program.klPerLatent() != null) {
                    executor.copy(program.klPerLatent(), row, 1, kl, 0);
                }
                executor.copy(program.mean(), row, 1, mean, 0);
                double divergence = executor.value(program.kl(), row, 0);
                if (encoded.isPresent()) {
                    executor.copy(program.z(), row, 1, z[0], 0);
                    divergence -= encoded.get().logDensities(z)[0];
                }
                sink.row(from + row, executor.value(program.reconstruction(), row, 0), divergence, kl, mean);
            }
        }
    }

    /** @param klPerLatent empty if the prior has no closed form */
    public record Mean(Elbo elbo, double[] klPerLatent) {}

    /** Returns the mean over rows. */
    public Mean mean(Examples rows, int[] order, long seed) {
        double[] sums = new double[2];
        double[] latents = new double[program.klPerLatent() == null ? 0 : spec.latent()];
        each(rows, order, seed, (row, reconstruction, kl, perLatent, mean) -> {
            sums[0] += reconstruction;
            sums[1] += kl;
            for (int j = 0; j < latents.length; j++) {
                latents[j] += perLatent[j];
            }
        });
        int count = order == null ? rows.count() : order.length;
        for (int j = 0; j < latents.length; j++) {
            latents[j] /= count;
        }
        return new Mean(new Elbo(sums[0] / count, sums[1] / count), latents);
    }
}
