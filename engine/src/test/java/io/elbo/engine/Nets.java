package io.elbo.engine;

import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import io.elbo.math.Noise;
import java.util.ArrayList;
import java.util.List;

/** Small programs with every part of a model, and data for them. */
public final class Nets {
    private Nets() {}

    /**
     * A program's loss, which leads to the graph and the parameters.
     *
     * @param zeros the fraction of its data that is zero
     */
    public record Net(Node loss, float zeros) {
        Net(Node loss) {
            this(loss, 0);
        }

        public Parameters parameters(long seed) {
            return Parameters.initial(loss.graph().parameters(), seed);
        }
    }

    public static Node dense(Node x, String name, int out) {
        Graph g = x.graph();
        int in = x.shape().last();
        Node weight = g.parameter(name + ".weight", Shape.of(out, in), new Initializer.Uniform(1 / Math.sqrt(in)));
        Node bias = g.parameter(name + ".bias", Shape.of(out), new Initializer.Uniform(1 / Math.sqrt(in)));
        return x.affine(weight, bias);
    }

    /** The negative ELBO of a Bernoulli likelihood and a normal posterior. */
    private static Net negativeElbo(Node x, Node logits, Node mean, Node logVariance) {
        Node reconstruction = x.times(logits).minus(logits.softplus()).sumAll();
        Node kl = mean.square()
                .plus(logVariance.exp())
                .minus(logVariance)
                .plus(-1)
                .sum()
                .times(0.5f);
        return new Net(kl.minus(reconstruction));
    }

    private static Node sample(Node mean, Node logVariance) {
        return mean.plus(logVariance.times(0.5f).exp().times(mean.graph().normal(mean.shape())));
    }

    /** Dense layers with more inputs than one piece of a gradient holds. No extent is a multiple of a vector's width. */
    public static Net dense() {
        Graph g = new Graph();
        Node x = g.input("x", Shape.of(341));
        Node h = dense(x, "encoder", 37).relu();
        Node mean = dense(h, "mean", 5);
        Node logVariance = dense(h, "logVariance", 5).tanh();
        Node z = sample(mean, logVariance);
        return negativeElbo(x, dense(dense(z, "hidden", 19).tanh(), "decoder", 341), mean, logVariance);
    }

    /** Data with many zeros, and a layer wide enough for them to be skipped. */
    public static Net sparse() {
        Graph g = new Graph();
        Node x = g.input("x", Shape.of(341));
        Node h = dense(x, "encoder", 139).relu();
        Node mean = dense(h, "mean", 5);
        Node logVariance = dense(h, "logVariance", 5).tanh();
        Node z = sample(mean, logVariance);
        return new Net(
                negativeElbo(x, dense(z, "decoder", 341), mean, logVariance).loss(), 0.8f);
    }

    /**
     * Dense layers, and the total correlation of the code as beta-TC-VAE estimates it from a batch (Chen et al., 2018, without
     * the constants that depend on the size of the data).
     *
     * @param rows the batch capacity of the executor
     */
    public static Net coupled(int rows) {
        Graph g = new Graph();
        Node x = g.input("x", Shape.of(53));
        Node h = dense(x, "encoder", 37).tanh();
        Node mean = dense(h, "mean", 5);
        Node logVariance = dense(h, "logVariance", 5).tanh();
        Node z = sample(mean, logVariance);
        Node densities = logDensities(z, mean, logVariance, rows);
        Node totalCorrelation =
                logJoint(densities).minus(logMarginals(densities).sum());
        Net plain = negativeElbo(x, dense(dense(z, "hidden", 19).softplus(), "decoder", 53), mean, logVariance);
        return new Net(plain.loss().plus(totalCorrelation.times(5)));
    }

    /** {@code ln q(z_d | x_j)} of this row's z for all rows j, {@code [rows, n]}; normal densities. */
    public static Node logDensities(Node z, Node mean, Node logVariance, int rows) {
        return z.repeat(rows)
                .minus(mean.allRows(rows))
                .square()
                .times(logVariance.negate().exp().allRows(rows))
                .plus(logVariance.allRows(rows))
                .plus((float) Math.log(2 * Math.PI))
                .times(-0.5f);
    }

    /** {@code ln (1/N sum over rows j of q(z | x_j))}, {@code [1]}. */
    public static Node logJoint(Node logDensities) {
        return logMean(logDensities.sum());
    }

    /** {@code ln (1/N sum over rows j of q(z_d | x_j))} for each d, {@code [n]}. */
    public static Node logMarginals(Node logDensities) {
        int rows = logDensities.shape().extent(0);
        int n = logDensities.shape().last();
        return logMean(
                logDensities.reshape(Shape.of(rows, 1, n)).channelsFirst().reshape(Shape.of(n, rows)));
    }

    private static Node logMean(Node logs) {
        Graph g = logs.graph();
        Node present = g.present(logs.shape().last()).repeat(logs.shape().leading());
        Node sum = present.reshape(logs.shape())
                .select(logs, g.fill(-1e30f, logs.shape()))
                .logSumExp();
        return sum.plus(g.inverseRows().log().repeat(sum.shape().size()).reshape(sum.shape()));
    }

    /**
     * The importance-weighted bound with draws of the code (Burda et al., 2016), through dense and convolutional layers.
     *
     * @param together whether the draws pass through the decoder side by side; otherwise each has its own copy of the program
     */
    public static Net draws(int k, boolean together) {
        Graph g = new Graph();
        Node x = g.input("x", Shape.of(48));
        Node h = dense(x, "encoder", 37).tanh();
        Node mean = dense(h, "mean", 5);
        Node logVariance = dense(h, "logVariance", 5).tanh();
        List<Node> weights = new ArrayList<>();
        for (int l = 0; l < (together ? 1 : k); l++) {
            Node noise = g.normal(mean.shape(), together ? k : 1);
            weights.add(logWeight(x, mean, logVariance, noise));
        }
        Node all = together ? weights.get(0).joinDraws().reshape(Shape.of(k)) : Node.concat(weights);
        return new Net(all.logSumExp().plus((float) -Math.log(k)).negate());
    }

    /** {@code ln p(x|z) p(z) / q(z|x)}, up to constants. */
    private static Node logWeight(Node x, Node mean, Node logVariance, Node noise) {
        Node z = mean.plus(logVariance.times(0.5f).exp().times(noise));
        ConvGeometry c = ConvGeometry.transposed(4, 3, 3, 1, 4, 2, 1, 0);
        Node image =
                dense(z, "hidden", 36).softplus().reshape(Shape.of(3, 4, 3)).channelsLast();
        Node logits = image.convolveTransposed(kernel(x.graph(), "up", c), bias(x.graph(), "up.bias", 1), c)
                .reshape(x.shape());
        Node shift = x.graph()
                .parameter("shift", x.shape(), new Initializer.Constant(0.1f))
                .spread();
        Node scaled = logits.plus(shift);
        return x.times(scaled)
                .minus(scaled.softplus())
                .sum()
                .minus(z.square().minus(noise.square()).minus(logVariance).sum().times(0.5f));
    }

    /** Convolutions and transposed convolutions. */
    public static Net convolutional() {
        Graph g = new Graph();
        Node x = g.input("x", Shape.of(7, 6, 2));
        ConvGeometry first = ConvGeometry.convolution(7, 6, 2, 17, 3, 2, 1);
        ConvGeometry second = ConvGeometry.transposed(4, 3, 17, 2, 4, 2, 1, 0);
        ConvGeometry third = ConvGeometry.convolution(8, 6, 2, 2, 2, 1, 0);
        Node h = x.convolve(kernel(g, "first.weight", first), bias(g, "first.bias", 17), first)
                .relu()
                .channelsFirst()
                .reshape(Shape.of(204));
        Node mean = dense(h, "mean", 3);
        Node logVariance = dense(h, "logVariance", 3).tanh();
        Node logits = dense(sample(mean, logVariance), "hidden", 204)
                .softplus()
                .reshape(Shape.of(17, 4, 3))
                .channelsLast()
                .convolveTransposed(kernel(g, "second.weight", second), bias(g, "second.bias", 2), second);
        Node last = logits.convolve(kernel(g, "third.weight", third), bias(g, "third.bias", 2), third);
        Node target = x.reshape(Shape.of(84)).slice(0, 70).reshape(Shape.of(7, 5, 2));
        return negativeElbo(target, last, mean, logVariance);
    }

    private static Node kernel(Graph g, String name, ConvGeometry c) {
        return g.parameter(
                name,
                Shape.of(c.smallChannels(), c.bigChannels(), c.kernel(), c.kernel()),
                new Initializer.Normal(1 / Math.sqrt(c.patch())));
    }

    private static Node bias(Graph g, String name, int n) {
        return g.parameter(name, Shape.of(n), new Initializer.Constant(0.1f));
    }

    /** Numbers between 0 and 1 that differ in each row and step. Allocates nothing. */
    public static Feed feed(Net net, int step) {
        int[] sizes = net.loss().graph().inputs().stream()
                .mapToInt(input -> input.shape().size())
                .toArray();
        return (input, row, to, at) -> {
            Noise.uniform(4711, input, step, row, to, at, sizes[input]);
            for (int i = at; i < at + sizes[input]; i++) {
                to[i] = to[i] < net.zeros() ? 0 : to[i];
            }
        };
    }

    /** The digest of the parameters after some steps of Adam. */
    public static String train(
            Net net, Optimizer optimizer, double greatestNorm, int steps, int count, int capacity, int threads) {
        Parameters parameters = net.parameters(5);
        try (Workers workers = Workers.of(threads)) {
            Executor executor =
                    Executor.training(net.loss(), List.of(), parameters, optimizer, greatestNorm, capacity, workers);
            for (int step = 1; step <= steps; step++) {
                executor.train(feed(net, step), count, 9, step, 1e-3);
            }
        }
        return parameters.digest();
    }
}
