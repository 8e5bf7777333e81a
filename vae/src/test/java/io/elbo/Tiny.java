package io.elbo;

import io.elbo.data.FloatRows;
import io.elbo.engine.execution.Parameters;
import io.elbo.file.ModelFile;
import io.elbo.layer.Activation;
import io.elbo.layer.Conv;
import io.elbo.layer.ConvTranspose;
import io.elbo.layer.Dense;
import io.elbo.layer.Dropout;
import io.elbo.layer.Flatten;
import io.elbo.layer.LayerNorm;
import io.elbo.layer.Reshape;
import io.elbo.model.Bernoulli;
import io.elbo.model.Gaussian;
import io.elbo.spec.Provenance;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import java.util.List;
import java.util.Random;

/** Small models and data for tests. */
public final class Tiny {
    private Tiny() {}

    /** 7 features, 2 latents, Bernoulli; with dropout. */
    public static VaeSpec dense() {
        return new VaeSpec(
                List.of(7),
                List.of(new Dense(6), new Activation(Activation.Function.TANH), new Dropout(0.2)),
                2,
                List.of(new Dense(5), new Activation(Activation.Function.RELU), new Dense(7)),
                new Bernoulli());
    }

    /** Images of 5x7 pixels, 3 latents, Gaussian. */
    public static VaeSpec convolutional() {
        Activation silu = new Activation(Activation.Function.SILU);
        return new VaeSpec(
                List.of(5, 7, 1),
                List.of(new Conv(3, 3, 2, 1), silu, new Conv(4, 3, 2, 1), new LayerNorm(1e-5), new Flatten()),
                3,
                List.of(
                        new Dense(16),
                        silu,
                        new Reshape(4, 2, 2),
                        new ConvTranspose(3, 3, 2, 1, 0),
                        silu,
                        new ConvTranspose(1, 3, 2, 1, 0),
                        new Flatten(),
                        new Dense(35)),
                new Gaussian(0.1));
    }

    /** Values between 0 and 1 near a curve, so that there is something to learn. */
    public static float[][] values(int rows, int width, long seed) {
        Random random = new Random(seed);
        float[][] values = new float[rows][width];
        for (float[] row : values) {
            double at = random.nextDouble() * 6;
            for (int j = 0; j < width; j++) {
                double v = 0.5 + 0.45 * Math.sin(at + j) + 0.05 * (2 * random.nextDouble() - 1);
                row[j] = (float) Math.max(0, Math.min(1, v));
            }
        }
        return values;
    }

    public static FloatRows rows(int rows, int width, long seed) {
        return FloatRows.of(values(rows, width, seed));
    }

    /** An untrained model. */
    public static Vae model(VaeSpec spec, long seed) {
        Training training = Training.defaults().withSeed(seed);
        return model(spec, ModelFile.initial(spec, training), training);
    }

    public static Vae model(VaeSpec spec, Parameters parameters, Training training) {
        Provenance provenance = new Provenance(Provenance.VERSION, "rows", "00", 1, 0, training, null);
        return new Vae(spec, parameters, provenance);
    }
}
