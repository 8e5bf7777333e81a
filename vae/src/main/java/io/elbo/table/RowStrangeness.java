package io.elbo.table;

import io.elbo.Examples;
import io.elbo.Vae;
import io.elbo.data.Rows;
import io.elbo.engine.CounterRandom;
import io.elbo.internal.Pass;
import io.elbo.internal.Programs;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * {@code -ln p(x)} of rows by importance sampling. All rows have the same noise, so that a row's value is its own: it depends on no
 * other row that is scored with it, nor on its place among them. Safe for any number of threads.
 */
final class RowStrangeness {
    private final int latent;
    private final int samples;
    private final Pass weights;

    /** @param samples draws of z */
    RowStrangeness(Vae vae, int samples) {
        this.samples = samples;
        latent = vae.spec().latent();
        weights = new Pass(vae.parameters(), () -> List.of(Programs.weightOfNoise(vae.spec())));
    }

    /** In nats, higher for stranger rows. */
    double[] of(Examples examples) {
        int rows = examples.input().count();
        double[][] logWeights = new double[rows][samples];
        CounterRandom random = CounterRandom.of(1, "table score");
        for (int k = 0; k < samples; k++) {
            float[] noise = new float[latent];
            random.normal(k, 0, noise, 0, latent);
            float[][] logs = weights.run(Map.of(
                    Programs.X,
                    examples.input(),
                    Programs.TARGET,
                    examples.target(),
                    Programs.NOISE,
                    new Same(noise, rows)))[0];
            for (int i = 0; i < rows; i++) {
                logWeights[i][k] = logs[i][0];
            }
        }
        return Arrays.stream(logWeights)
                .mapToDouble(w -> -LatentDraws.logMean(w))
                .toArray();
    }

    /** The same row many times. */
    private record Same(float[] row, int count) implements Rows {
        @Override
        public int width() {
            return row.length;
        }

        @Override
        public void read(int i, float[] to, int offset) {
            System.arraycopy(row, 0, to, offset, row.length);
        }
    }
}
