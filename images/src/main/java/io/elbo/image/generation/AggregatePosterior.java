package io.elbo.image.generation;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.evaluation.Encoding;
import io.elbo.math.CounterRandom;
import io.elbo.program.SeenRows;
import io.elbo.rows.Examples;

/** {@code q(z) = 1/N sum_i q(z|x_i)}: where the decoder was trained, whatever the prior says. */
public final class AggregatePosterior {
    private AggregatePosterior() {}

    /**
     * A draw of z for each row, seen by the encoder as in training (binarized, corrupted); of a plain autoencoder, its code.
     *
     * @return {@code [rows][latent]}
     */
    public static float[][] draws(Vae vae, Rows rows, long seed) {
        if (vae.spec().condition() != null) {
            throw new DataException("this model has conditions; its codes alone are not enough to sample from");
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
                z[row][j] += (float) (StrictMath.exp(q.logVariance()[row][j] / 2) * noise[j]);
            }
        }
        return z;
    }
}
