package io.elbo.internal;

import io.elbo.Examples;
import io.elbo.LatentDensity;
import io.elbo.VaeSpec;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.engine.Executor;
import io.elbo.engine.Node;
import io.elbo.engine.Op;
import io.elbo.engine.Parameters;
import io.elbo.engine.Workers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * {@code ln p(x) ~ ln 1/K sum_k w_k} with {@code w_k = p(x|z_k) p(z_k) / q(z_k|x)}, z_k from q(z|x) (Burda et al. 2016), for
 * each of some rows.
 */
public final class ImportanceSampling {
    /** Samples of z that go through the decoder together. */
    private static final int SAMPLES = 64;

    private final VaeSpec spec;
    private final Parameters parameters;
    private final Pass encode;
    private final LatentDensity density;

    public ImportanceSampling(VaeSpec spec, Parameters parameters, Pass encode) {
        this(spec, parameters, encode, null);
    }

    /** @param density in the place of p(z); null for the prior itself */
    ImportanceSampling(VaeSpec spec, Parameters parameters, Pass encode, LatentDensity density) {
        this.spec = spec;
        this.parameters = parameters;
        this.encode = encode;
        this.density = density == null ? VampComponents.of(spec, parameters) : density;
    }

    /**
     * Estimates each row.
     *
     * @return {@code [0]} the estimates in nats, {@code [1]} their variances, from those of the mean of the w_k, carried
     *     through the logarithm to first order
     */
    double[][] each(Examples rows, RowFeed.Treatment treatment, int samples, long seed) {
        int n = rows.count();
        float[][] seen =
                treated(Programs.encode(spec).mean(), Programs.X, rows.seen().width(), rows, treatment, seed);
        float[][] target = treated(
                Programs.weight(spec).logWeight(),
                Programs.TARGET,
                rows.target().width(),
                rows,
                treatment,
                seed);
        Map<String, Rows> inputs = new HashMap<>(Map.of(Programs.X, FloatRows.of(seen)));
        if (rows.condition() != null) {
            inputs.put(Programs.CONDITION, rows.condition());
        }
        float[][][] q = encode.run(inputs);
        Queue<Weights> pool = new ConcurrentLinkedQueue<>();
        double[][] result = new double[2][n];
        IntStream.range(0, n).parallel().forEach(row -> {
            Weights weights = pool.poll();
            weights = weights == null ? new Weights(Math.min(SAMPLES, samples)) : weights;
            float[] condition = null;
            if (rows.condition() != null) {
                condition = new float[rows.condition().width()];
                rows.condition().read(row, condition, 0);
            }
            Map<String, float[]> values = new HashMap<>(Map.of(
                    Programs.TARGET, target[row],
                    Programs.MEAN, q[0][row],
                    Programs.LOG_VARIANCE, q[1][row]));
            values.put(Programs.CONDITION, condition);
            weights.estimate(values, samples, seed, row);
            result[0][row] = weights.estimate;
            result[1][row] = weights.variance;
            pool.add(weights);
        });
        return result;
    }

    /** One input of all rows, as a program would see it. */
    private float[][] treated(
            Node program, String input, int width, Examples rows, RowFeed.Treatment treatment, long seed) {
        RowFeed feed =
                new RowFeed(program.graph(), rows, treatment, spec.inputImage().orElse(null), seed);
        feed.batch(null, 0, 0, 0);
        List<String> names = program.graph().inputs().stream()
                .map(n -> ((Op.Input) n.op()).name())
                .toList();
        float[][] values = new float[rows.count()][width];
        for (int i = 0; i < values.length; i++) {
            feed.fill(names.indexOf(input), i, values[i], 0);
        }
        return values;
    }

    /** The importance weights of one row. */
    private final class Weights {
        private final Programs.WeightProgram program = Programs.weight(spec);
        private final List<String> inputs = program.logWeight().graph().inputs().stream()
                .map(n -> ((Op.Input) n.op()).name())
                .toList();
        private final Executor executor;
        private double estimate;
        private double variance;

        Weights(int capacity) {
            List<Node> outputs = density == null
                    ? List.of(program.logWeight())
                    : List.of(program.logWeight(), program.z(), program.logPrior());
            executor = Executor.forward(outputs, parameters, capacity, Workers.of(1));
        }

        void estimate(Map<String, float[]> values, int samples, long seed, int row) {
            double highest = Double.NEGATIVE_INFINITY;
            // sums of w / e^highest and of its square
            double sum = 0;
            double squares = 0;
            for (int from = 0; from < samples; from += executor.rows()) {
                int count = Math.min(executor.rows(), samples - from);
                executor.run(
                        (input, r, to, at) -> {
                            float[] source = values.get(inputs.get(input));
                            System.arraycopy(source, 0, to, at, source.length);
                        },
                        count,
                        seed,
                        row + 1,
                        from);
                double[] changes = changes(count);
                for (int i = 0; i < count; i++) {
                    double w = executor.value(program.logWeight(), i, 0) + changes[i];
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

        /** What another density in the place of the prior adds to the logarithms of the weights. */
        private double[] changes(int count) {
            if (density == null) {
                return new double[count];
            }
            float[][] z = new float[count][spec.latent()];
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
