package io.elbo.table;

import io.elbo.data.FloatRows;
import io.elbo.data.table.TableRows;
import io.elbo.inference.Networks;
import io.elbo.inference.WeightedDraws;
import io.elbo.math.CounterRandom;
import io.elbo.parallel.Threads;
import io.elbo.program.Input;
import io.elbo.rows.Examples;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Draws z_k from q(z|x_o) for rows with observed cells x_o, decodes them, and computes importance weights {@code w_k = p(x_o|z_k) p(z_k) /
 * q(z_k|x_o)}. The weighted draws represent p(z|x_o), and the mean of the weights estimates p(x_o) (Mattei and Frellsen 2019). Thread-safe.
 */
final class LatentDraws {
    private static final int BLOCK = 64;
    /** The number of draws in memory at a time, unless a single row has more. */
    private static final int MOST = 16_384;
    /** The number of draws of a row that one program computes. */
    private static final int TOGETHER = 64;

    private final TableEncoding encoding;
    private final RowCoder coder;
    private final Decoded.Layout layout;
    private final int latent;
    private final Networks networks;

    LatentDraws(Networks networks, TableEncoding encoding, int components) {
        this.networks = networks;
        this.encoding = encoding;
        coder = new RowCoder(encoding);
        layout = new Decoded.Layout(encoding, components);
        latent = networks.spec().latent();
    }

    /** Receives the draws of a row. */
    interface Sink {
        /**
         * Called from several threads at once, for different rows.
         *
         * @param row from 0
         * @param decoded p(x|z_k) of each draw
         * @param logWeights ln w_k
         */
        void row(int row, Decoded[] decoded, double[] logWeights);
    }

    /**
     * Draws and decodes. Blocks of rows are processed in parallel.
     *
     * @param draws of each row, 1 or more
     */
    void each(double[][] rows, int draws, long seed, Sink sink) {
        each(rows, IntStream.range(0, rows.length).toArray(), draws, seed, sink);
    }

    /**
     * Draws and decodes for some of the rows, as above.
     *
     * @param chosen the indices of these rows, rising
     */
    void each(double[][] rows, int[] chosen, int draws, long seed, Sink sink) {
        CounterRandom random = CounterRandom.of(seed, "table draws");
        int block = Math.max(1, Math.min(BLOCK, MOST / draws));
        Threads.each((chosen.length + block - 1) / block, index -> {
            int[] numbers = Arrays.copyOfRange(chosen, index * block, Math.min(chosen.length, (index + 1) * block));
            double[][] some = Arrays.stream(numbers).mapToObj(row -> rows[row]).toArray(double[][]::new);
            Examples examples = coder.examples(TableRows.of(some));
            double[] constants =
                    Arrays.stream(some).mapToDouble(this::logShares).toArray();
            Decoded[][] decoded = new Decoded[some.length][draws];
            double[][] logWeights = new double[some.length][draws];
            for (int first = 0; first < draws; first += TOGETHER) {
                int count = Math.min(TOGETHER, draws - first);
                float[][] noise = new float[some.length][count * latent];
                for (int row = 0; row < some.length; row++) {
                    for (int k = 0; k < count; k++) {
                        random.normal(first + k, numbers[row], noise[row], k * latent, latent);
                    }
                }
                WeightedDraws weighted = networks.weightedDraws(examples, noise, count);
                for (int row = 0; row < some.length; row++) {
                    float[] outputs = weighted.outputs()[row];
                    for (int k = 0; k < count; k++) {
                        decoded[row][first + k] = layout.decoded(outputs, k * (outputs.length / count));
                        logWeights[row][first + k] = weighted.logWeights()[row][k] + constants[row];
                    }
                }
            }
            for (int row = 0; row < some.length; row++) {
                sink.row(numbers[row], decoded[row], logWeights[row]);
            }
        });
    }

    /** Returns ln of the shares of a row's levels among those of their classes, which the networks do not know. */
    private double logShares(double[] row) {
        double sum = 0;
        for (int i = 0; i < encoding.cells().size(); i++) {
            double value = row[encoding.columns().get(i)];
            if (encoding.cells().get(i) instanceof CellEncoding.Levels levels && !Double.isNaN(value)) {
                double share = levels.weights().get((int) value);
                sum += share == 1 ? 0 : StrictMath.log(share);
            }
        }
        return sum;
    }

    /**
     * Transforms noise to a draw from q(z).
     *
     * @param z the noise, which is replaced by the draw
     */
    static void move(float[] z, float[] mean, float[] logVariance) {
        for (int j = 0; j < z.length; j++) {
            z[j] = (float) (mean[j] + StrictMath.exp(logVariance[j] / 2.0) * z[j]);
        }
    }

    /** Decodes latents. */
    Decoded[] decode(float[][] z) {
        float[][] outputs = networks.output().run(Map.of(Input.Z, FloatRows.of(z)))[0];
        return Arrays.stream(outputs).map(output -> layout.decoded(output, 0)).toArray(Decoded[]::new);
    }

    /** Returns the means and log variances of q(z|x_o). */
    float[][][] posterior(double[][] rows) {
        return networks.encode().run(Map.of(Input.X, coder.seen(rows)));
    }

    int latent() {
        return latent;
    }

    /** Returns the means of q(z|x_o). */
    float[][] means(double[][] rows) {
        return networks.encode().run(Map.of(Input.X, coder.seen(rows)))[0];
    }
}
