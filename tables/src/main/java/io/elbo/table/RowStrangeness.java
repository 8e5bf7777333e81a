package io.elbo.table;

import io.elbo.Vae;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.math.CounterRandom;
import io.elbo.program.Pass;
import io.elbo.program.Programs;
import io.elbo.rows.Examples;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * {@code -ln p(x)} of rows by importance sampling. All rows have the same noise, so that a row's value is its own: it depends on no
 * other row that is scored with it, nor on its place among them. Safe for any number of threads.
 */
final class RowStrangeness {
    /** Of targets that are kept in memory at a time. */
    private static final int MOST_VALUES = 1 << 22;

    private final int samples;
    private final int latent;
    private final Pass encoder;
    private final Pass weights;

    /** @param samples draws of z */
    RowStrangeness(Vae vae, int samples) {
        this.samples = samples;
        latent = vae.spec().latent();
        encoder = Pass.encoder(vae.spec(), vae.parameters());
        weights = new Pass(vae.parameters(), () -> List.of(Programs.weightOfNoise(vae.spec())));
    }

    /** In nats, higher for stranger rows. */
    double[] of(Examples examples) {
        double[] scores = new double[examples.count()];
        int block = Math.max(1, MOST_VALUES / examples.width());
        for (int from = 0; from < scores.length; from += block) {
            int to = Math.min(scores.length, from + block);
            Examples some = examples.select(IntStream.range(from, to).toArray());
            System.arraycopy(ofBlock(some), 0, scores, from, to - from);
        }
        return scores;
    }

    private double[] ofBlock(Examples examples) {
        int rows = examples.count();
        float[][][] q = encoder.run(Map.of(Programs.X, examples.seen()));
        Rows mean = FloatRows.of(q[0]);
        Rows logVariance = FloatRows.of(q[1]);
        Rows target = inMemory(examples.target()); // each draw sees them
        double[][] logWeights = new double[rows][samples];
        CounterRandom random = CounterRandom.of(1, "table score");
        for (int k = 0; k < samples; k++) {
            float[] noise = new float[latent];
            random.normal(k, 0, noise, 0, latent);
            float[][] logs = weights.run(Map.of(
                    Programs.MEAN,
                    mean,
                    Programs.LOG_VARIANCE,
                    logVariance,
                    Programs.TARGET,
                    target,
                    Programs.NOISE,
                    FloatRows.of(new float[][] {noise}).select(new int[rows])))[0];
            for (int i = 0; i < rows; i++) {
                logWeights[i][k] = logs[i][0];
            }
        }
        return Arrays.stream(logWeights)
                .mapToDouble(w -> -LatentDraws.logMean(w))
                .toArray();
    }

    private static Rows inMemory(Rows rows) {
        float[][] values = new float[rows.count()][rows.width()];
        IntStream.range(0, values.length).parallel().forEach(i -> rows.read(i, values[i], 0));
        return FloatRows.of(values);
    }
}
