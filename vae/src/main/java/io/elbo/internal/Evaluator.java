package io.elbo.internal;

import io.elbo.Binarization;
import io.elbo.Elbo;
import io.elbo.Evaluation;
import io.elbo.VaeSpec;
import io.elbo.data.Images;
import io.elbo.data.Rows;
import io.elbo.engine.Executor;
import io.elbo.engine.Parameters;
import io.elbo.engine.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** The figures of {@link Evaluation}. */
public final class Evaluator {
    private static final int BATCH = 200;
    /** Samples of z that go through the decoder together. */
    private static final int SAMPLES = 64;

    private static final double ACTIVE = 0.01;
    private static final int BITS_OF_A_BYTE = 8;

    private final VaeSpec spec;
    private final Parameters parameters;
    private final Pass encode;

    public Evaluator(VaeSpec spec, Parameters parameters, Pass encode) {
        this.spec = spec;
        this.parameters = parameters;
        this.encode = encode;
    }

    public Evaluation evaluate(Rows rows, Binarization binarization, int samples, long seed) {
        int n = rows.count();
        int latent = spec.latent();
        double[] reconstruction = new double[1];
        double[] kl = new double[latent];
        double[] mean = new double[latent];
        double[] squares = new double[latent];
        try (Workers workers = Workers.of(Runtime.getRuntime().availableProcessors())) {
            new ElboSums(spec, parameters, Math.min(BATCH, n), workers)
                    .each(rows, null, binarization, seed, (row, r, klOfRow, meanOfRow) -> {
                        reconstruction[0] += r;
                        for (int j = 0; j < latent; j++) {
                            kl[j] += klOfRow[j];
                            // Welford's update: means far from zero lose nothing
                            double before = meanOfRow[j] - mean[j];
                            mean[j] += before / (row + 1);
                            squares[j] += before * (meanOfRow[j] - mean[j]);
                        }
                    });
        }
        List<Double> klPerLatent = new ArrayList<>();
        int active = 0;
        double total = 0;
        for (int j = 0; j < latent; j++) {
            klPerLatent.add(kl[j] / n);
            total += kl[j] / n;
            active += squares[j] / n > ACTIVE ? 1 : 0;
        }
        Elbo elbo = new Elbo(reconstruction[0] / n, total);
        double bits = -elbo.value() / (spec.features() * Math.log(2));
        boolean bytes = rows instanceof Images && binarization == Binarization.NONE;
        double[] likelihood =
                samples == 0 ? new double[] {Double.NaN, Double.NaN} : logLikelihood(rows, binarization, samples, seed);
        return new Evaluation(
                n,
                elbo,
                spec.likelihood().continuous() && bytes ? bits + BITS_OF_A_BYTE : bits,
                active,
                klPerLatent,
                samples,
                likelihood[0],
                likelihood[1]);
    }

    /**
     * {@code ln p(x) ~ ln 1/K sum_k w_k} with {@code w_k = p(x|z_k) p(z_k) / q(z_k|x)}, z_k from q(z|x) (Burda et al.
     * 2016): the mean over rows and its standard error. The error of one row is that of the mean of the w_k, carried
     * through the logarithm to first order.
     */
    private double[] logLikelihood(Rows rows, Binarization binarization, int samples, long seed) {
        int n = rows.count();
        float[][] x = new float[n][rows.width()];
        RowFeed feed = new RowFeed(rows, binarization, seed);
        feed.batch(null, 0, 0, 0);
        for (int i = 0; i < n; i++) {
            feed.fill(0, i, x[i], 0);
        }
        float[][][] q = encode.run(new Binarized(x));
        Queue<Weights> pool = new ConcurrentLinkedQueue<>();
        double[] estimates = new double[n];
        double[] variances = new double[n];
        IntStream.range(0, n).parallel().forEach(row -> {
            Weights weights = pool.poll();
            weights = weights == null ? new Weights(Math.min(SAMPLES, samples)) : weights;
            weights.estimate(x[row], q[0][row], q[1][row], samples, seed, row);
            estimates[row] = weights.estimate;
            variances[row] = weights.variance;
            pool.add(weights);
        });
        double sum = 0;
        double variance = 0;
        for (int row = 0; row < n; row++) {
            sum += estimates[row];
            variance += variances[row];
        }
        return new double[] {sum / n, Math.sqrt(variance) / n};
    }

    private record Binarized(float[][] values) implements Rows {
        @Override
        public int count() {
            return values.length;
        }

        @Override
        public int width() {
            return values[0].length;
        }

        @Override
        public void read(int row, float[] to, int offset) {
            System.arraycopy(values[row], 0, to, offset, values[row].length);
        }
    }

    /** The importance weights of one row. */
    private final class Weights {
        private final Programs.WeightProgram program = Programs.weight(spec);
        private final Executor executor;
        private double estimate;
        private double variance;

        Weights(int capacity) {
            executor = Executor.forward(List.of(program.logWeight()), parameters, capacity, Workers.of(1));
        }

        void estimate(float[] x, float[] mean, float[] logVariance, int samples, long seed, int row) {
            double highest = Double.NEGATIVE_INFINITY;
            // sums of w / e^highest and of its square
            double sum = 0;
            double squares = 0;
            for (int from = 0; from < samples; from += executor.rows()) {
                int count = Math.min(executor.rows(), samples - from);
                executor.run(
                        (input, r, to, at) -> {
                            float[] source = input == 0 ? x : input == 1 ? mean : logVariance;
                            System.arraycopy(source, 0, to, at, source.length);
                        },
                        count,
                        seed,
                        row + 1,
                        from);
                for (int i = 0; i < count; i++) {
                    double w = executor.value(program.logWeight(), i, 0);
                    if (w > highest) {
                        double shrink = Math.exp(highest - w);
                        sum *= shrink;
                        squares *= shrink * shrink;
                        highest = w;
                    }
                    double ratio = Math.exp(w - highest);
                    sum += ratio;
                    squares += ratio * ratio;
                }
            }
            estimate = highest + Math.log(sum / samples);
            double average = sum / samples;
            double spread = (squares / samples - average * average) * samples / (samples - 1.0);
            variance = samples < 2 ? Double.NaN : Math.max(0, spread) / samples / (average * average);
        }
    }
}
