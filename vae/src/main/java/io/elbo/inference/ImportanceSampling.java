package io.elbo.inference;

import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.engine.Feed;
import io.elbo.engine.Node;
import io.elbo.engine.Workers;
import io.elbo.engine.execution.Executor;
import io.elbo.evaluation.LatentDensity;
import io.elbo.math.CounterRandom;
import io.elbo.math.LogSums;
import io.elbo.parallel.Threads;
import io.elbo.program.Input;
import io.elbo.program.WeightProgram;
import io.elbo.rows.Examples;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Estimates ln p(x) of rows by importance sampling: {@code ln p(x) ~ ln 1/K sum_k w_k} with {@code w_k = p(x|z_k) p(z_k) / q(z_k|x)} and z_k
 * from q(z|x) (Burda et al. 2016).
 */
public final class ImportanceSampling {
    /** The number of samples of z that are decoded together. */
    private static final int SAMPLES = 64;

    private final Networks networks;
    private final WeightProgram program;
    private final LatentDensity density;

    public ImportanceSampling(Networks networks) {
        this(networks, null);
    }

    /** @param density a density that replaces p(z); null for the prior */
    ImportanceSampling(Networks networks, LatentDensity density) {
        this.networks = networks;
        program = networks.weights();
        this.density = density != null
                ? density
                : EncodedPrior.of(networks.spec(), networks.parameters())
                        .<LatentDensity>map(mixture -> mixture::logDensities)
                        .orElse(null);
    }

    /**
     * Estimates each row.
     *
     * @return {@code [0]} the estimates in nats, {@code [1]} their variances: those of the mean of the w_k, propagated through the logarithm to
     *     first order
     */
    public double[][] each(Amortized rows, int samples, long seed) {
        Queue<Weights> pool = new ConcurrentLinkedQueue<>();
        double[][] result = new double[2][rows.count()];
        Threads.each(rows.count(), row -> {
            Weights weights = pool.poll();
            weights = weights == null ? new Weights(Math.min(SAMPLES, samples)) : weights;
            weights.estimate(rows, row, samples, seed);
            result[0][row] = weights.estimate;
            result[1][row] = weights.variance;
            pool.add(weights);
        });
        return result;
    }

    /**
     * Estimates each row, in nats, with the same noise for all rows. So the estimate of a row depends neither on other rows nor on its index.
     *
     * @param rows rows as the networks take them; they are neither binarized nor corrupted
     * @param noise names the random numbers
     * @throws IllegalStateException if the programs do not know the prior's density
     */
    public double[] withSameNoise(Examples rows, int samples, String noise) {
        if (density != null) {
            throw new IllegalStateException("a prior with rows of its own, or another density in its place");
        }
        float[] numbers = new float[samples * networks.spec().latent()];
        CounterRandom random = CounterRandom.of(1, noise);
        for (int k = 0; k < samples; k++) {
            int latent = networks.spec().latent();
            random.normal(k, 0, numbers, k * latent, latent);
        }
        Map<Input, Rows> inputs = new EnumMap<>(Input.class);
        inputs.put(Input.X, rows.seen());
        inputs.put(Input.TARGET, rows.target());
        inputs.put(Input.NOISE, FloatRows.of(new float[][] {numbers}).select(new int[rows.count()]));
        float[][] logWeights = networks.weightsOfNoise(samples).run(inputs)[0];
        double[] estimates = new double[logWeights.length];
        double[] logs = new double[samples];
        for (int i = 0; i < estimates.length; i++) {
            for (int k = 0; k < samples; k++) {
                logs[k] = logWeights[i][k];
            }
            estimates[i] = LogSums.logMean(logs);
        }
        return estimates;
    }

    /** The importance weights of one row. */
    private final class Weights {
        private final Executor executor;
        private double estimate;
        private double variance;

        Weights(int capacity) {
            List<Node> outputs = density == null
                    ? List.of(program.logWeight())
                    : List.of(program.logWeight(), program.z(), program.logPrior());
            executor = Executor.forward(outputs, networks.parameters(), capacity, Workers.of(1));
        }

        void estimate(Amortized rows, int row, int samples, long seed) {
            Feed feed = rows.feed(program.logWeight().graph(), r -> row);
            double highest = Double.NEGATIVE_INFINITY;
            // sums of w / e^highest and of its square
            double sum = 0;
            double squares = 0;
            for (int from = 0; from < samples; from += executor.rows()) {
                int count = Math.min(executor.rows(), samples - from);
                executor.run(feed, count, seed, row + 1, from);
                double[] changes = changes(count);
                for (int i = 0; i < count; i++) {
                    double w = executor.value(program.logWeight(), i, 0) + changes[i];
                    if (w > highest) {
                        double shrink = StrictMath.exp(highest - w);
                        sum *= shrink;
                        squares *= shrink * shrink;
                        highest = w;
                    }
                    double ratio = StrictMath.exp(w - highest);
                    sum += ratio;
                    squares += ratio * ratio;
                }
            }
            estimate = highest + StrictMath.log(sum / samples);
            double average = sum / samples;
            double spread = (squares / samples - average * average) * samples / (samples - 1.0);
            variance = samples < 2 ? Double.NaN : Math.max(0, spread) / samples / (average * average);
        }

        /** Returns what a density that replaces the prior adds to the log weights. */
        private double[] changes(int count) {
            if (density == null) {
                return new double[count];
            }
            float[][] z = new float[count][networks.spec().latent()];
            for (int i = 0; i < count; i++) {
                executor.copy(program.z(), i, 1, z[i], 0);
            }
            double[] changes = density.logDensities(z);
            for (int i = 0; i < count; i++) {
                changes[i] -= executor.value(program.logPrior(), i, 0);
            }
            return changes;
        }
    }
}
