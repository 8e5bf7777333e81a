package io.elbo.table;

import io.elbo.data.FloatRows;
import io.elbo.inference.Networks;
import io.elbo.math.CounterRandom;
import io.elbo.program.DecodeProgram;
import io.elbo.program.Input;
import io.elbo.program.Pass;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Draws z_k of q(z|x_o) for rows of which x_o is known, what the decoder makes of each, and importance weights {@code w_k = p(x_o|z_k)
 * p(z_k) / q(z_k|x_o)}: with these the draws stand for p(z|x_o), and their mean for p(x_o) (Mattei and Frellsen 2019). Safe for any
 * number of threads.
 */
final class LatentDraws {
    private static final int BLOCK = 64;
    /** Draws that are held at once, unless a single row has more. */
    private static final int MOST = 16_384;

    private final TableEncoding encoding;
    private final int components;
    private final int latent;
    private final Pass encode;
    private final Pass decode;

    LatentDraws(Networks networks, TableEncoding encoding, int components) {
        this.encoding = encoding;
        this.components = components;
        latent = networks.spec().latent();
        encode = networks.encode();
        decode = new Pass(networks.parameters(), List.of(DecodeProgram.output(networks.spec())));
    }

    /** Takes a row's draws. */
    interface Sink {
        /**
         * @param row from 0
         * @param decoded p(x|z_k) of each draw
         * @param logWeights ln w_k
         */
        void row(int row, Decoded[] decoded, double[] logWeights);
    }

    /** @param draws of each row, 1 or more */
    void each(double[][] rows, int draws, long seed, Sink sink) {
        CounterRandom random = CounterRandom.of(seed, "table draws");
        int block = Math.max(1, Math.min(BLOCK, MOST / draws));
        for (int from = 0; from < rows.length; from += block) {
            double[][] some = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + block));
            float[][][] q = encode.run(Map.of(Input.X, encoding.seen(some)));
            float[][] z = new float[some.length * draws][latent];
            double[] logWeights = new double[z.length];
            for (int i = 0; i < z.length; i++) {
                int row = i / draws;
                random.normal(i % draws, from + row, z[i], 0, latent);
                logWeights[i] = move(z[i], q[0][row], q[1][row]);
            }
            float[][] outputs = decode.run(Map.of(Input.Z, FloatRows.of(z)))[0];
            for (int row = 0; row < some.length; row++) {
                Decoded[] decoded = new Decoded[draws];
                double[] weights = new double[draws];
                for (int k = 0; k < draws; k++) {
                    decoded[k] = Decoded.of(encoding, components, outputs[row * draws + k]);
                    weights[k] = logWeights[row * draws + k] + decoded[k].logProbability(some[row]);
                }
                sink.row(from + row, decoded, weights);
            }
        }
    }

    /**
     * From noise to a draw of q(z).
     *
     * @param z noise, becomes the draw
     * @return {@code ln p(z) / q(z)}
     */
    static double move(float[] z, float[] mean, float[] logVariance) {
        double log = 0;
        for (int j = 0; j < z.length; j++) {
            double noise = z[j];
            double value = mean[j] + StrictMath.exp(logVariance[j] / 2.0) * noise;
            z[j] = (float) value;
            log += (noise * noise + logVariance[j] - value * value) / 2;
        }
        return log;
    }

    /** What the decoder makes of these latents. */
    Decoded[] decode(float[][] z) {
        float[][] outputs = decode.run(Map.of(Input.Z, FloatRows.of(z)))[0];
        return Arrays.stream(outputs)
                .map(output -> Decoded.of(encoding, components, output))
                .toArray(Decoded[]::new);
    }

    /** Means and log variances of q(z|x_o). */
    float[][][] posterior(double[][] rows) {
        return encode.run(Map.of(Input.X, encoding.seen(rows)));
    }

    int latent() {
        return latent;
    }

    /** The means of q(z|x_o). */
    float[][] means(double[][] rows) {
        return encode.run(Map.of(Input.X, encoding.seen(rows)))[0];
    }
}
