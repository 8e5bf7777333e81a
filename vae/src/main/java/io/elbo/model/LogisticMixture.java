package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;
import io.elbo.math.LogSums;
import io.elbo.math.elementary.Scalar;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A likelihood of intervals. Each number has a mixture of K logistic distributions, whose weights, means and scales come from the decoder.
 * A row of n numbers is {@code [l_1..l_n, u_1..u_n]}, the lower and upper ends of intervals that contain the numbers. The probability of an
 * interval is
 *
 * <pre>{@code ln p(x_i|z) = ln sum_k w_k (F((u_i - m_k) / s_k) - F((l_i - m_k) / s_k)),   F(t) = 1 / (1 + e^-t)}</pre>
 *
 * A probability is at most 1, so a scale that shrinks to a value that many rows share cannot gain more than that. A rounded number lies in
 * the interval of its last digit. A missing number lies in an interval wider than {@link #WIDEST}, which has probability 1 for every z.
 * Salimans et al. 2017 model pixels in the same way.
 *
 * <p>The decoder outputs {@code [3][n][K]} numbers: logits of the weights, means and log scales. The initial means are spread like draws of
 * a logistic distribution, {@code ln((k + 1/2) / (K - k - 1/2))}.
 *
 * @param components K, 1 to 100
 */
public record LogisticMixture(int components) implements Likelihood {
    /** Half the width of an interval that represents a missing value. */
    public static final float WIDEST = 1e6f;
    /** The bound of the log scales; e^-9 is far below the interval of a number with four digits. */
    private static final float BOUND = 9;
    /** Below this, {@code ln(1 - e^-d)} uses its series, because the difference would cancel. */
    private static final float SERIES = 0.5f;

    private static final float LEAST = 1e-30f;
    /** The maximum number of components. */
    public static final int MOST = 100;

    private static final double[][] OFFSETS = offsets();

    private static double[][] offsets() {
        double[][] offsets = new double[MOST + 1][];
        for (int n = 0; n <= MOST; n++) {
            offsets[n] = new double[n];
            for (int k = 0; k < n; k++) {
                offsets[n][k] = StrictMath.log((k + 0.5) / (n - k - 0.5));
            }
        }
        return offsets;
    }

    public LogisticMixture {
        if (components < 1 || components > MOST) {
            throw new IllegalArgumentException("components " + components + ": must be 1 to " + MOST);
        }
    }

    @Override
    public Shape outputs(Shape data) {
        if (data.rank() != 1 || data.size() % 2 != 0) {
            throw new IllegalArgumentException(
                    "data " + data + ": must be [2 n], the lower and then the upper ends of n intervals");
        }
        return Shape.of(3 * components * (data.size() / 2));
    }

    /** Returns the mean of component k for a decoder output of 0. */
    public double offset(int k) {
        return OFFSETS[components][k];
    }

    /** Returns the log scale for an output of the decoder, in single precision as in training. */
    public static float logScale(float output) {
        return BOUND * Scalar.tanh(output / BOUND);
    }

    @Override
    public Distribution of(Node output, Shape data, Network network) {
        int n = data.size() / 2;
        int size = n * components;
        Shape shape = Shape.of(n, components);
        Node logits = output.slice(0, size).reshape(shape);
        Node offsets = Node.concat(IntStream.range(0, components)
                        .mapToObj(k -> output.graph().fill((float) offset(k), Shape.of(1)))
                        .toList())
                .repeat(n)
                .reshape(shape);
        Node means = output.slice(size, size).reshape(shape).plus(offsets);
        Node logScales = output.slice(2 * size, size)
                .times(1 / BOUND)
                .tanh()
                .times(BOUND)
                .reshape(shape);
        Node logWeights = logits.minus(logits.logSumExp().broadcast(shape));
        Node inverse = logScales.negate().exp();
        return new Distribution() {
            @Override
            public Node logDensities(Node x) {
                Node lower = x.slice(0, n).broadcast(shape).minus(means).times(inverse);
                Node upper = x.slice(n, n).broadcast(shape).minus(means).times(inverse);
                Node width = x.slice(n, n).minus(x.slice(0, n)).broadcast(shape).times(inverse);
                // F(a) - F(b) = F(a) F(-b) (1 - e^-(a-b))
                Node mass =
                        logOfOneLessExp(width).minus(upper.negate().softplus()).minus(lower.softplus());
                return mass.plus(logWeights).logSumExp();
            }

            @Override
            public Node mean() {
                Node mean = logWeights.exp().times(means).sum();
                return Node.concat(List.of(mean, mean));
            }
        };
    }

    /** Returns {@code ln(1 - e^-d)} for d above 0. */
    private static Node logOfOneLessExp(Node d) {
        Node small = d.clamp(LEAST, SERIES);
        Node square = small.square();
        Node series = small.log()
                .minus(small.times(0.5f))
                .plus(square.times(1 / 24f))
                .minus(square.square().times(1 / 2880f));
        Node direct = d.max(SERIES).negate().exp().negate().plus(1).log();
        return d.plus(-SERIES).select(direct, series);
    }

    @Override
    public RowDistribution at(float[] output, Shape data, Function<String, float[]> learned) {
        int n = data.size() / 2;
        return new Intervals(n, i -> value(output, i * components, n * components));
    }

    /**
     * Returns the distribution of one number.
     *
     * @param output the decoder's output: logits, means, log scales
     * @param from the index of the number's first logit
     * @param size the total number of logits, which is the offset from the logits to the means and from the means to the log scales
     */
    public LogisticValue value(float[] output, int from, int size) {
        double[] weights = LogSums.normalized(output, from, components);
        double[] means = new double[components];
        double[] scales = new double[components];
        for (int i = 0; i < components; i++) {
            means[i] = output[from + size + i] + offset(i);
            scales[i] = Scalar.exp(logScale(output[from + 2 * size + i]));
        }
        return new LogisticValue(weights, means, scales);
    }

    /** The lower and upper ends of intervals. A drawn number is both ends of its interval. */
    private record Intervals(int numbers, IntFunction<LogisticValue> of) implements RowDistribution {
        @Override
        public double logDensity(float[] x) {
            double sum = 0;
            for (int i = 0; i < numbers; i++) {
                sum += of.apply(i).logMass(x[i], x[numbers + i]);
            }
            return sum;
        }

        @Override
        public double mean(int feature) {
            return of.apply(feature % numbers).mean();
        }

        @Override
        public double quantile(int feature, double p) {
            return of.apply(feature % numbers).quantile(p);
        }

        @Override
        public void sample(IntToDoubleFunction uniform, float[] to, int at) {
            for (int i = 0; i < numbers; i++) {
                to[at + i] = (float) quantile(i, uniform.applyAsDouble(i));
                to[at + numbers + i] = to[at + i];
            }
        }
    }

    @Override
    public boolean continuous() {
        return false;
    }

    @Override
    public String refuses(int feature, float x) {
        return Float.isFinite(x) ? null : "the end of an interval is a finite number";
    }
}
