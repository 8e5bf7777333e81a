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
 * Draws z_k from q(z|x_o) for rows with observed cells x_o, decodes them, and computes importance weights {@code w_k = p(x_o|z_k) p(z_k) /
 * q(z_k|x_o)}. The weighted draws represent p(z|x_o), and the mean of the weights estimates p(x_o) (Mattei and Frellsen 2019). Thread-safe.
 */
final class LatentDraws {
    private static final int BLOCK = 64;
    /** The number of draws in memory at a time, unless a single row has more. */
    private static final int MOST = 16_384;

    private final TableEncoding encoding;
    private final RowCoder coder;
    private final int components;
    private final int latent;
    private final Pass encode;
    private final Pass decode;

    LatentDraws(Networks networks, TableEncoding encoding, int components) {
        this.encoding = encoding;
        coder = new RowCoder(encoding);
        this.components = components;
        latent = networks.spec().latent();
        encode = networks.encode();
        decode = new Pass(networks.parameters(), List.of(DecodeProgram.output(networks.spec())));
    }

    /** Receives the draws of a row. */
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
            float[][][] q = encode.run(Map.of(Input.X, coder.seen(some)));
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
     * Transforms noise to a draw from q(z).
     *
     * @param z the noise, which is replaced by the draw
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

    /** Decodes latents. */
    Decoded[] decode(float[][] z) {
        float[][] outputs = decode.run(Map.of(Input.Z, FloatRows.of(z)))[0];
        return Arrays.stream(outputs)
                .map(output -> Decoded.of(encoding, components, output))
                .toArray(Decoded[]::new);
    }

    /** Returns the means and log variances of q(z|x_o). */
    float[][][] posterior(double[][] rows) {
        return encode.run(Map.of(Input.X, coder.seen(rows)));
    }

    int latent() {
        return latent;
    }

    /** Returns the means of q(z|x_o). */
    float[][] means(double[][] rows) {
        return encode.run(Map.of(Input.X, coder.seen(rows)))[0];
    }
}
