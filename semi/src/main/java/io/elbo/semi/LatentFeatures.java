package io.elbo.semi;

import io.elbo.Vae;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.evaluation.Encoding;
import java.util.ArrayList;
import java.util.List;

/**
 * The latent dimensions of a VAE as features. Only active dimensions are used, whose mean has a variance above 0.01 over the rows. The
 * others are noise.
 *
 * @param vae a VAE without a condition
 * @param kept the active latent dimensions, ascending
 */
record LatentFeatures(Vae vae, List<Integer> kept) {
    private static final double ACTIVE = 0.01;

    /**
     * Means and standard deviations of q(z|x) for the active dimensions.
     *
     * @param latents the features
     */
    record Encoded(LatentFeatures latents, Rows means, Rows deviations) {}

    LatentFeatures {
        kept = List.copyOf(kept);
        for (int i = 0; i < kept.size(); i++) {
            if (kept.get(i) < (i == 0 ? 0 : kept.get(i - 1) + 1)
                    || kept.get(i) >= vae.spec().latent()) {
                throw new IllegalArgumentException("latents " + kept + ": must be some of 0 to "
                        + (vae.spec().latent() - 1) + ", ascending");
            }
        }
        if (kept.isEmpty()) {
            throw new IllegalArgumentException("latents: there are none");
        }
    }

    /** @throws IllegalArgumentException if its latents cannot be features */
    static void check(Vae vae) {
        if (vae.spec().condition() != null || !vae.spec().posterior().random()) {
            throw new IllegalArgumentException(
                    "vae: must be a variational autoencoder without condition, whose q(z|x) is a Gaussian");
        }
    }

    /** Chooses the active dimensions from rows and encodes the rows. */
    static Encoded of(Vae vae, Rows rows) {
        check(vae);
        Encoding encoding = vae.encode(rows);
        List<Integer> kept = new ArrayList<>();
        for (int j = 0; j < vae.spec().latent(); j++) {
            if (variance(encoding.mean(), j) > ACTIVE) {
                kept.add(j);
            }
        }
        if (kept.isEmpty()) {
            throw new io.elbo.data.DataException(
                    "no latent of this autoencoder says anything of these rows: every mean is nearly constant");
        }
        LatentFeatures latents = new LatentFeatures(vae, kept);
        float[][] deviations = latents.chosen(encoding.logVariance());
        for (float[] row : deviations) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) StrictMath.exp(row[j] / 2.0);
            }
        }
        return new Encoded(latents, FloatRows.of(latents.chosen(encoding.mean())), FloatRows.of(deviations));
    }

    private static double variance(float[][] rows, int column) {
        // Welford's update keeps its precision for means far from zero
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < rows.length; i++) {
            double before = rows[i][column] - mean;
            mean += before / (i + 1);
            squares += before * (rows[i][column] - mean);
        }
        return squares / rows.length;
    }

    private float[][] chosen(float[][] all) {
        float[][] some = new float[all.length][kept.size()];
        for (int i = 0; i < all.length; i++) {
            for (int j = 0; j < some[i].length; j++) {
                some[i][j] = all[i][kept.get(j)];
            }
        }
        return some;
    }

    /** Returns the means of q(z|x), {@code [rows][kept]}. */
    FloatRows means(Rows rows) {
        return FloatRows.of(chosen(vae.encode(rows).mean()));
    }

    /** Returns {@code E[x|z]}, with inactive dimensions at 0, the mean of their prior. */
    float[][] decode(float[][] values) {
        float[][] z = new float[values.length][vae.spec().latent()];
        for (int i = 0; i < z.length; i++) {
            for (int j = 0; j < kept.size(); j++) {
                z[i][kept.get(j)] = values[i][j];
            }
        }
        return vae.decode(z);
    }
}
