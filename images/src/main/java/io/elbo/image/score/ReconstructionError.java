package io.elbo.image.score;

import io.elbo.Vae;
import io.elbo.data.Rows;
import io.elbo.spec.VaeSpec;
import java.util.Optional;

/**
 * The reconstruction error: the mean over features of {@code (x - E[x|z])^2} at the mean z of q(z|x). It is large for rows that the decoder
 * cannot generate, but also for complex rows. It is the only score of a plain autoencoder.
 */
public record ReconstructionError() implements Score {
    @Override
    public String name() {
        return "reconstruction";
    }

    @Override
    public Score withSamples(int other) {
        return this;
    }

    @Override
    public double[] of(Vae vae, Rows rows, long seed) {
        ModelRows m = ModelRows.of(this, vae, rows, seed);
        float[][] target = m.rows().target();
        float[][] made = vae.decode(m.rows().mean(), m.rows().condition());
        double[] errors = new double[target.length];
        for (int i = 0; i < errors.length; i++) {
            for (int j = 0; j < target[i].length; j++) {
                double d = (double) target[i][j] - made[i][j];
                errors[i] += d * d;
            }
            errors[i] /= target[i].length;
        }
        return ModelRows.finite(errors);
    }

    @Override
    public Optional<String> refuses(VaeSpec spec) {
        return Optional.empty();
    }

    @Override
    public String unit() {
        return "mean squared error";
    }
}
