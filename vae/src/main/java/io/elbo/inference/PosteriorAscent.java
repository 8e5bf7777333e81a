package io.elbo.inference;

import io.elbo.engine.Feed;
import io.elbo.engine.Workers;
import io.elbo.engine.execution.Executor;
import io.elbo.program.BoundProgram;
import java.util.List;

/**
 * Maximises the ELBO of each row over its own q(z|x), starting from the encoder's, with a fixed decoder. It uses Adam (Kingma, Ba 2015) on the
 * mean and the log variance, with a learning rate that falls linearly to zero and new draws of z in each step.
 */
public final class PosteriorAscent {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final Networks networks;

    public PosteriorAscent(Networks networks) {
        this.networks = networks;
    }

    /**
     * Returns the same rows with the optimised q.
     *
     * @param draws of z at each step
     * @param rate at the first step
     */
    public Amortized climb(Amortized rows, int steps, int draws, double rate, long seed) {
        int n = rows.count();
        float[][] mean = new float[n][];
        float[][] logVariance = new float[n][];
        for (int i = 0; i < n; i++) {
            mean[i] = rows.mean()[i].clone();
            logVariance[i] = rows.logVariance()[i].clone();
        }
        Amortized moved = rows.with(mean, logVariance);
        RowBlocks.each(n, draws, Slope::new, (slope, first, count) -> {
            Adam[] means = new Adam[count];
            Adam[] logVariances = new Adam[count];
            for (int i = 0; i < count; i++) {
                means[i] = new Adam(mean[first + i]);
                logVariances[i] = new Adam(logVariance[first + i]);
            }
            for (int step = 1; step <= steps; step++) {
                slope.at(moved, first, count, draws, seed, step);
                double falling = rate * (steps + 1 - step) / steps;
                for (int i = 0; i < count; i++) {
                    means[i].step(slope.mean[i], falling);
                    logVariances[i].step(slope.logVariance[i], falling);
                }
            }
        });
        return moved;
    }

    /** Computes the gradients of a block of rows, the means over their draws. */
    private final class Slope {
        private final BoundProgram program = networks.bound();
        private final Executor executor = Executor.forward(
                List.of(program.meanGradient(), program.logVarianceGradient()),
                networks.parameters(),
                RowBlocks.CAPACITY,
                Workers.of(1));
        private final float[] one = new float[networks.spec().latent()];
        private final double[][] mean =
                new double[RowBlocks.CAPACITY][networks.spec().latent()];
        private final double[][] logVariance =
                new double[RowBlocks.CAPACITY][networks.spec().latent()];
        private int from;

        void at(Amortized rows, int first, int count, int draws, long seed, int step) {
            for (int i = 0; i < count; i++) {
                java.util.Arrays.fill(mean[i], 0);
                java.util.Arrays.fill(logVariance[i], 0);
            }
            Feed feed = rows.feed(program.elbo().graph(), r -> first + (from + r) / draws);
            int all = count * draws;
            for (from = 0; from < all; from += executor.rows()) {
                int n = Math.min(executor.rows(), all - from);
                executor.run(feed, n, seed, step, first * draws + from);
                for (int r = 0; r < n; r++) {
                    executor.copy(program.meanGradient(), r, 1, one, 0);
                    add(one, mean[(from + r) / draws], draws);
                    executor.copy(program.logVarianceGradient(), r, 1, one, 0);
                    add(one, logVariance[(from + r) / draws], draws);
                }
            }
        }

        private static void add(float[] gradient, double[] to, int draws) {
            for (int j = 0; j < to.length; j++) {
                to[j] += (double) gradient[j] / draws;
            }
        }
    }

    /** Adam's state of one vector. */
    private static final class Adam {
        private final float[] place;
        private final double[] first;
        private final double[] second;
        private double decay1 = 1;
        private double decay2 = 1;

        Adam(float[] place) {
            this.place = place;
            first = new double[place.length];
            second = new double[place.length];
        }

        void step(double[] gradient, double rate) {
            decay1 *= BETA1;
            decay2 *= BETA2;
            for (int j = 0; j < place.length; j++) {
                first[j] = BETA1 * first[j] + (1 - BETA1) * gradient[j];
                second[j] = BETA2 * second[j] + (1 - BETA2) * gradient[j] * gradient[j];
                double mean = first[j] / (1 - decay1);
                double square = second[j] / (1 - decay2);
                place[j] += (float) (rate * mean / (Math.sqrt(square) + EPSILON));
            }
        }
    }
}
