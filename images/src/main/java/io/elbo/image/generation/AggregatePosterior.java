package io.elbo.image.generation;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.evaluation.Encoding;
import io.elbo.math.CounterRandom;
import io.elbo.program.SeenRows;
import io.elbo.rows.Examples;

/** The aggregate posterior {@code q(z) = 1/N sum_i q(z|x_i)}: the distribution of z on which the decoder was trained. */
public final class AggregatePosterior {
    private AggregatePosterior() {}

    /**
     * Draws one z for each row. The encoder sees the rows as in training (binarized, corrupted). For a plain autoencoder, returns the
     * codes.
     *
     * @return {@code [rows][latent]}
     */
    public static float[][] draws(Vae vae, Rows rows, long seed) {
        if (vae.spec().condition() != null) {
            throw new DataException("this model has conditions, so its codes alone are not enough to sample from");
        }
        Encoding q = vae.encode(SeenRows.of(vae.spec(), vae.provenance(), Examples.of(rows), seed));
        float[][] z = q.mean();
        if (!vae.spec().posterior().random()) {
            return z;
        }
        CounterRandom random = CounterRandom.of(seed, "aggregate posterior");
        float[] noise = new float[vae.spec().latent()];
        for (int row = 0; row < z.length; row++) {
            random.normal(0, row, noise, 0, noise.length);
            for (int j = 0; j < noise.length; j++) {
                z[row][j] += (float) (StrictMath.exp(q.logVariance(row, j) / 2) * noise[j]);
            }
        }
        return z;
    }
}
