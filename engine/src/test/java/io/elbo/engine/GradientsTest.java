package io.elbo.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the values and gradients of programs with the {@link Interpreter}: with its values, and with the central differences
 * of its values.
 */
class GradientsTest {
    private static final double TOLERANCE = 1e-4;
    private static final double STEP = 1e-4;
    /** The number of values that are checked of a larger parameter, besides one direction of all values. */
    private static final int LOOKED_AT = 40;

    private static final long SEED = 77;
    private static final int NUMBER = 3;
    private static final int FIRST_ROW = 11;

    private static final Initializer ANY = new Initializer.Constant(0);

    private static Arguments of(String name, Function<Graph, Node> program) {
        return Arguments.of(name, program);
    }

    /** Draws of each {@link #variable}. */
    private static int draws = 1;

    /** An input plus a parameter. The parameter's gradient is the gradient with respect to the input, summed over the rows. */
    private static Node variable(Graph g, String name, Integer... extents) {
        Shape shape = Shape.of(extents);
        Node offset = g.parameter("offset of " + name, Shape.of(shape.size()), ANY);
        Node value = g.input(name, shape).plus(offset.spread().reshape(shape));
        // small enough to keep the sign
        return draws == 1
                ? value
                : value.plus(g.uniform(shape, draws).plus(-0.5f).times(0.2f));
    }

    private static Node x(Graph g) {
        return variable(g, "x", 19);
    }

    private static Node y(Graph g) {
        return variable(g, "y", 19);
    }

    private static Node matrix(Graph g, String name, int out, int in) {
        return g.parameter(name, Shape.of(out, in), ANY);
    }

    private static Node vector(Graph g, String name, int n) {
        return g.parameter(name, Shape.of(n), ANY);
    }

    private static Arguments function(String name, UnaryOperator<Node> f) {
        return of(name, g -> f.apply(x(g)));
    }

    static Stream<Arguments> elementwise() {
        return Stream.of(
                function("negate", Node::negate),
                function("abs", Node::abs),
                function("exp", Node::exp),
                function("log", x -> x.square().plus(0.3f).log()),
                function("sqrt", x -> x.square().plus(0.3f).sqrt()),
                function("reciprocal", Node::reciprocal),
                function("relu", Node::relu),
                function("step", x -> x.step().plus(x)),
                function("sigmoid", Node::sigmoid),
                function("softplus", Node::softplus),
                function("tanh", Node::tanh),
                function("erf", Node::erf),
                function("erf away from zero", x -> x.times(2.5f).erf()),
                function("logGamma", x -> x.square().plus(0.1f).logGamma()),
                function("logGamma of large numbers", x -> x.square().times(9).logGamma()),
                function("digamma", x -> x.square().plus(0.1f).digamma()),
                function("digamma of large numbers", x -> x.square().times(9).digamma()),
                function(
                        "trigamma",
                        x -> x.detach().square().plus(0.1f).trigamma().times(x)),
                function("square", Node::square),
                function("scale", x -> x.times(-2.5f)),
                function("shift", x -> x.plus(1.5f)),
                of("plus", g -> x(g).plus(y(g))),
                of("minus", g -> x(g).minus(y(g))),
                of("times", g -> x(g).times(y(g))),
                of("over", g -> x(g).over(y(g))),
                of("plus itself", g -> x(g).plus(x(g))),
                of("minus itself", g -> x(g).minus(x(g)).plus(x(g))),
                of("over itself", g -> x(g).over(x(g)).plus(x(g))),
                of("select", g -> g.input("condition", Shape.of(19)).select(x(g), y(g))),
                of("select by a variable", g -> x(g).select(x(g).square(), y(g))),
                of("max of two", g -> x(g).max(y(g)).times(x(g))),
                of("min of two", g -> x(g).min(y(g)).times(x(g))),
                of("max with a number", g -> x(g).max(-0.15f).square()),
                of("min with a number", g -> x(g).min(0.15f).square()),
                of("clamp", g -> x(g).times(2).clamp(-1.8f, 1.7f).square()),
                of("spread", g -> vector(g, "v", 19).spread().exp()),
                of("fill", g -> g.fill(1.5f, Shape.of(19)).minus(x(g))),
                of("normal", g -> g.normal(Shape.of(19)).times(x(g))),
                of("uniform", g -> g.uniform(Shape.of(19)).times(x(g))),
                of(
                        "two draws",
                        g -> g.normal(Shape.of(19))
                                .times(x(g))
                                .plus(g.normal(Shape.of(19)).times(y(g)))));
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                of("sum", g -> variable(g, "x", 37).square().sum()),
                of("sum of a matrix", g -> variable(g, "x", 5, 18).square().sum()),
                of("sum of three axes", g -> variable(g, "x", 2, 3, 5).square().sum()),
                of("sumFirst", g -> variable(g, "x", 5, 18).square().sumFirst()),
                of("sumFirst of a vector", g -> variable(g, "x", 5).square().sumFirst()),
                of(
                        "sumFirst of three axes",
                        g -> variable(g, "x", 3, 2, 7).square().sumFirst()),
                of("sumAll", g -> variable(g, "x", 3, 2, 7).square().sumAll()),
                of("logSumExp", g -> variable(g, "x", 23).times(3).logSumExp()),
                of("sumGroups", g -> variable(g, "x", 24).square().sumGroups(List.of(1, 17, 2, 4))),
                of("broadcastGroups", g -> variable(g, "x", 3).square().broadcastGroups(List.of(4, 1, 20))),
                of("logSumExpOfGroups", g -> variable(g, "x", 46).times(3).logSumExpOfGroups(List.of(2, 38, 1, 5))),
                of(
                        "logSumExpOfGroups far apart",
                        g -> Node.concat(List.of(
                                        variable(g, "x", 9), variable(g, "y", 9).plus(-120)))
                                .logSumExpOfGroups(List.of(4, 5, 2, 7))),
                of("logSumExp of a matrix", g -> variable(g, "x", 4, 9).times(3).logSumExp()),
                of("softmax", g -> variable(g, "x", 23).times(3).softmax()),
                of("softmax of a matrix", g -> variable(g, "x", 4, 9).times(3).softmax()),
                of("max", g -> g.input("x", Shape.of(4, 9)).max().times(variable(g, "y", 4))),
                of("broadcast", g -> variable(g, "x", 6).square().broadcast(Shape.of(6, 4))),
                of("broadcast of a matrix", g -> variable(g, "x", 2, 3).square().broadcast(Shape.of(2, 3, 5))),
                of("broadcast of a scalar", g -> variable(g, "x", 1).square().broadcast(Shape.of(21))),
                of("log softmax", g -> {
                    Node x = variable(g, "x", 3, 11);
                    return x.minus(x.logSumExp().broadcast(x.shape()));
                }),
                of("repeat", g -> variable(g, "x", 3, 5).square().repeat(4)),
                of(
                        "repeat and sumFirst",
                        g -> variable(g, "x", 7)
                                .repeat(3)
                                .times(g.input("y", Shape.of(3, 7)))
                                .sumFirst()),
                of(
                        "reshape",
                        g -> variable(g, "x", 4, 6)
                                .square()
                                .reshape(Shape.of(3, 8))
                                .sum()),
                of("channelsFirst", g -> variable(g, "x", 4, 5, 3).square().channelsFirst()),
                of("channelsLast", g -> variable(g, "x", 3, 4, 5).square().channelsLast()),
                of(
                        "channelsFirst of one channel",
                        g -> variable(g, "x", 4, 5, 1).square().channelsFirst()),
                of(
                        "channelsLast of one pixel",
                        g -> variable(g, "x", 3, 1, 1).square().channelsLast()),
                of("slice", g -> variable(g, "x", 19).square().slice(3, 11)),
                of("slice of a matrix", g -> variable(g, "x", 4, 9).square().slice(2, 3)),
                of(
                        "concat",
                        g -> Node.concat(
                                List.of(variable(g, "x", 5).square(), variable(g, "y", 14), variable(g, "z", 3)))),
                of("concat of one", g -> Node.concat(List.of(x(g)))),
                of("concat of one value with itself", g -> {
                    Node x = variable(g, "x", 3, 5).square();
                    return Node.concat(List.of(x, x));
                }),
                of(
                        "concat of scalars",
                        g -> Node.concat(
                                List.of(variable(g, "x", 1), variable(g, "y", 1).exp()))),
                of(
                        "concat of images",
                        g -> Node.concat(List.of(variable(g, "x", 4, 3, 2).square(), variable(g, "y", 4, 3, 5)))),
                of("concat with constants", g -> {
                    Node v = vector(g, "v", 6).spread().reshape(Shape.of(2, 3));
                    return Node.concat(List.of(g.fill(2, Shape.of(2, 2)), variable(g, "x", 2, 4), v));
                }),
                of("slices of a concat", g -> {
                    Node both = Node.concat(List.of(variable(g, "x", 3, 2), variable(g, "y", 3, 4)));
                    return both.slice(1, 3).times(both.slice(3, 3));
                }),
                of("slices that overlap", g -> {
                    Node x = variable(g, "x", 19);
                    return x.slice(0, 12).times(x.slice(7, 12)).plus(x.slice(3, 12));
                }));
    }

    static Stream<Arguments> affine() {
        return Stream.of(
                of("affine", g -> x(g).affine(matrix(g, "W", 23, 19))),
                of("affine with bias", g -> x(g).affine(matrix(g, "W", 23, 19), vector(g, "b", 23))),
                of(
                        "affine of a concat",
                        g -> Node.concat(List.of(x(g).tanh(), y(g))).affine(matrix(g, "W", 5, 38))),
                of("affine to one value", g -> x(g).affine(matrix(g, "W", 1, 19), vector(g, "b", 1))),
                of("affine from one value", g -> variable(g, "x", 1).affine(matrix(g, "W", 35, 1), vector(g, "b", 35))),
                of(
                        "affine of whole panels",
                        g -> variable(g, "x", 20).affine(matrix(g, "W", 64, 20), vector(g, "b", 64))),
                of("affine of many inputs", g -> variable(g, "x", 701).affine(matrix(g, "W", 7, 701))),
                of(
                        "affine with leading axes",
                        g -> variable(g, "x", 6, 19).affine(matrix(g, "W", 9, 19), vector(g, "b", 9))),
                of(
                        "affine with two leading axes",
                        g -> variable(g, "x", 2, 3, 5).affine(matrix(g, "W", 18, 5), vector(g, "b", 18))),
                of(
                        "affine of a constant",
                        g -> g.fill(0.5f, Shape.of(4))
                                .affine(matrix(g, "W", 3, 4))
                                .times(variable(g, "x", 3))),
                of(
                        "affine of a spread parameter",
                        g -> vector(g, "v", 19)
                                .spread()
                                .affine(matrix(g, "W", 3, 19))
                                .times(variable(g, "x", 3))),
                of(
                        "affine of a reshape",
                        g -> variable(g, "x", 4, 6)
                                .square()
                                .reshape(Shape.of(24))
                                .affine(matrix(g, "W", 5, 24))
                                .reshape(Shape.of(5, 1))),
                of("affine of two reshapes of one value", g -> {
                    Node x = variable(g, "x", 4, 6).square();
                    return x.affine(matrix(g, "V", 2, 6))
                            .reshape(Shape.of(8))
                            .plus(x.reshape(Shape.of(24)).affine(matrix(g, "W", 8, 24)));
                }),
                of("affineTransposed", g -> x(g).affineTransposed(matrix(g, "W", 19, 23))),
                of(
                        "affineTransposed with leading axes",
                        g -> variable(g, "x", 3, 17).affineTransposed(matrix(g, "W", 17, 5))),
                of("a matrix tied to its transpose", g -> {
                    Node w = matrix(g, "W", 13, 19);
                    return x(g).affine(w, vector(g, "b", 13)).tanh().affineTransposed(w);
                }),
                of("a matrix used twice", g -> {
                    Node w = matrix(g, "W", 19, 19);
                    return x(g).affine(w).tanh().affine(w);
                }),
                of("a bias used twice", g -> {
                    Node b = vector(g, "b", 19);
                    return x(g).affine(matrix(g, "W", 19, 19), b).tanh().times(b.spread());
                }),
                of("a bias that is its layer's input", g -> {
                    Node b = vector(g, "b", 19);
                    return b.spread().times(x(g)).affine(matrix(g, "W", 19, 19), b);
                }),
                of("six layers", g -> {
                    Node h = x(g);
                    for (int layer = 0; layer < 6; layer++) {
                        Node w = matrix(g, "W" + layer, 9 + layer, h.shape().last());
                        h = h.affine(w, vector(g, "b" + layer, 9 + layer)).times(0.5f);
                        h = layer % 2 == 0 ? h.tanh() : h.softplus();
                    }
                    return h;
                }),
                of("an autoencoder", g -> {
                    Node x = x(g);
                    Node h = x.affine(matrix(g, "V", 11, 19), vector(g, "a", 11))
                            .times(0.3f)
                            .tanh();
                    Node mean =
                            h.affine(matrix(g, "M", 3, 11), vector(g, "c", 3)).times(0.3f);
                    Node logVariance =
                            h.affine(matrix(g, "S", 3, 11), vector(g, "d", 3)).times(0.3f);
                    Node z = mean.plus(logVariance.times(0.5f).exp().times(g.normal(Shape.of(3))));
                    Node logits = z.affine(matrix(g, "W", 19, 3), vector(g, "b", 19));
                    Node reconstruction =
                            logits.softplus().minus(x.times(logits)).sum();
                    Node kl = mean.square()
                            .plus(logVariance.exp())
                            .minus(logVariance)
                            .plus(-1)
                            .sum()
                            .times(0.5f);
                    return reconstruction.plus(kl);
                }));
    }

    static Stream<Arguments> detached() {
        ConvGeometry c = ConvGeometry.convolution(5, 4, 2, 3, 3, 1, 1);
        return Stream.of(
                of("detach", g -> x(g).detach().times(x(g))),
                of("detach twice", g -> x(g).detach().detach().plus(x(g))),
                of("detach of all", g -> x(g).exp().detach()),
                of("detach of an output", g -> {
                    Node y = x(g).affine(matrix(g, "W", 7, 19), vector(g, "b", 7))
                            .times(0.3f)
                            .tanh();
                    return y.times(y.detach().exp());
                }),
                of(
                        "detach under a reshape",
                        g -> variable(g, "x", 4, 6)
                                .square()
                                .detach()
                                .reshape(Shape.of(24))
                                .affine(matrix(g, "W", 5, 24))),
                of(
                        "detach of a reshape",
                        g -> variable(g, "x", 4, 6)
                                .square()
                                .reshape(Shape.of(24))
                                .detach()
                                .affine(matrix(g, "W", 5, 24))),
                of("detach of a constant", g -> g.fill(2, Shape.of(19)).detach().times(x(g))),
                of("detach of a spread vector", g -> {
                    Node v = vector(g, "v", 19).spread();
                    return v.detach().affine(matrix(g, "W", 3, 19)).times(variable(g, "y", 3));
                }),
                of("detached parameters beside the same parameters", g -> {
                    Node w = matrix(g, "W", 7, 19);
                    Node b = vector(g, "b", 7);
                    Node y = x(g).affine(w.detach(), b).tanh();
                    return y.plus(x(g).affine(w, b.detach())).times(b.detach().spread());
                }),
                of("a detached matrix, transposed", g -> {
                    Node w = matrix(g, "W", 19, 7);
                    return x(g).affineTransposed(w.detach()).tanh().affine(w);
                }),
                of("convolutions by a detached kernel", g -> {
                    Node w = kernel(g, "W", c);
                    return variable(g, "x", 5, 4, 2)
                            .convolve(w.detach(), vector(g, "b", 3).detach(), c)
                            .tanh()
                            .convolveTransposed(w.detach(), c);
                }),
                of(
                        "a convolution of what is detached",
                        g -> variable(g, "x", 5, 4, 2).detach().convolve(kernel(g, "W", c), c)));
    }

    private static Arguments convolution(boolean bias, ConvGeometry g) {
        return of("convolve " + g, graph -> {
            Node x = variable(graph, "x", g.bigHeight(), g.bigWidth(), g.bigChannels());
            Node w = kernel(graph, "W", g);
            return bias ? x.convolve(w, vector(graph, "b", g.smallChannels()), g) : x.convolve(w, g);
        });
    }

    private static Arguments transposed(boolean bias, ConvGeometry g) {
        return of("convolveTransposed " + g, graph -> {
            Node x = variable(graph, "x", g.smallHeight(), g.smallWidth(), g.smallChannels());
            Node w = kernel(graph, "W", g);
            return bias ? x.convolveTransposed(w, vector(graph, "b", g.bigChannels()), g) : x.convolveTransposed(w, g);
        });
    }

    private static Node kernel(Graph graph, String name, ConvGeometry g) {
        return graph.parameter(name, Shape.of(g.smallChannels(), g.bigChannels(), g.kernel(), g.kernel()), ANY);
    }

    static Stream<Arguments> convolutions() {
        List<Arguments> all = new ArrayList<>();
        // height, width, channels in, channels out, kernel, stride, padding
        int[][] convolutions = {
            {5, 7, 1, 1, 3, 1, 0},
            {5, 7, 1, 3, 3, 1, 1},
            {6, 5, 3, 1, 3, 2, 1},
            {7, 7, 2, 17, 4, 2, 1},
            {5, 4, 18, 5, 2, 1, 0},
            {8, 6, 3, 4, 3, 3, 2},
            {4, 4, 2, 3, 1, 1, 0},
            {3, 3, 2, 19, 3, 1, 0},
            {2, 2, 3, 2, 3, 1, 2},
            {9, 5, 2, 3, 5, 2, 4},
            {12, 13, 1, 2, 3, 1, 1},
            {5, 5, 23, 2, 3, 2, 1}
        };
        for (int[] c : convolutions) {
            boolean bias = all.size() % 3 != 0;
            all.add(convolution(bias, ConvGeometry.convolution(c[0], c[1], c[2], c[3], c[4], c[5], c[6])));
        }
        // height, width, channels in, channels out, kernel, stride, padding, output padding
        int[][] transposed = {
            {4, 3, 1, 1, 3, 1, 0, 0},
            {3, 4, 2, 1, 3, 2, 1, 1},
            {3, 3, 17, 2, 4, 2, 1, 0},
            {2, 3, 3, 18, 3, 2, 1, 0},
            {1, 1, 19, 3, 3, 1, 0, 0},
            {2, 2, 2, 3, 2, 3, 1, 2},
            {3, 2, 2, 2, 5, 3, 2, 1},
            {4, 4, 3, 2, 1, 1, 0, 0},
            {5, 5, 2, 9, 3, 1, 1, 0}
        };
        for (int[] c : transposed) {
            boolean bias = all.size() % 3 != 0;
            all.add(transposed(bias, ConvGeometry.transposed(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7])));
        }
        ConvGeometry g = ConvGeometry.convolution(6, 6, 2, 5, 3, 2, 1);
        all.add(of("a convolution of two images' channels", graph -> {
            Node x = variable(graph, "x", 6, 6, 1);
            Node y = variable(graph, "y", 6, 6, 1).tanh();
            return Node.concat(List.of(x, y)).convolve(kernel(graph, "W", g), g);
        }));
        all.add(of("a kernel tied to its transpose", graph -> {
            Node w = kernel(graph, "W", g);
            return variable(graph, "x", 6, 6, 2)
                    .convolve(w, vector(graph, "b", 5), g)
                    .tanh()
                    .convolveTransposed(w, vector(graph, "c", 2), g);
        }));
        all.add(of("a convolutional network", graph -> {
            ConvGeometry down = ConvGeometry.convolution(7, 6, 2, 5, 3, 2, 1);
            ConvGeometry up = ConvGeometry.transposed(4, 3, 5, 2, 4, 2, 1, 0);
            Node h = variable(graph, "x", 7, 6, 2)
                    .convolve(kernel(graph, "K", down), vector(graph, "a", 5), down)
                    .times(0.3f)
                    .tanh()
                    .channelsFirst()
                    .reshape(Shape.of(60))
                    .affine(matrix(graph, "V", 6, 60), vector(graph, "c", 6))
                    .times(0.2f)
                    .tanh()
                    .affine(matrix(graph, "W", 60, 6), vector(graph, "d", 60))
                    .reshape(Shape.of(5, 4, 3))
                    .channelsLast()
                    .softplus();
            return h.convolveTransposed(kernel(graph, "L", up), vector(graph, "b", 2), up);
        }));
        return all.stream();
    }

    static Stream<Arguments> simple() {
        return Stream.of(elementwise(), shapes(), affine(), detached(), convolutions())
                .flatMap(s -> s);
    }

    /** {@code [latent]}: five draws of a variable. */
    private static Node sample(Graph g, Node mean) {
        Node deviation = vector(g, "deviation", mean.shape().size()).spread().exp();
        return mean.plus(deviation.times(g.normal(mean.shape(), 5)));
    }

    static Stream<Arguments> draws() {
        return Stream.of(
                of(
                        "draws of a value",
                        g -> x(g).eachDraw(4).times(g.normal(Shape.of(19), 4)).joinDraws()),
                of("a value of all draws", g -> x(g).eachDraw(4).exp().joinDraws()),
                of(
                        "two numbers of draws",
                        g -> x(g).times(g.normal(Shape.of(19), 3))
                                .joinDraws()
                                .sumFirst()
                                .plus(y(g).times(g.normal(Shape.of(19), 2))
                                        .joinDraws()
                                        .sumFirst())),
                of("the sum in each draw", g -> {
                    Node x = x(g).times(g.normal(Shape.of(19), 3));
                    return x.times(x.sumDraws()).tanh().joinDraws();
                }),
                of("the draws of a sum of draws", g -> {
                    Node x = x(g).times(g.normal(Shape.of(19), 3)).tanh();
                    return x.sumDraws().eachDraw(3).sumDraws();
                }),
                of("joined and split", g -> {
                    Node x = variable(g, "x", 3, 5).splitDraws();
                    return x.affine(matrix(g, "W", 5, 5))
                            .joinDraws()
                            .tanh()
                            .splitDraws()
                            .square()
                            .joinDraws();
                }),
                of("a draw's share", g -> {
                    Node x = sample(g, variable(g, "x", 4)).square();
                    Node share = x.sum().joinDraws().reshape(Shape.of(5)).softmax();
                    return x.joinDraws().sum().times(share).times(0.1f);
                }),
                of("draws given on", g -> {
                    Node z = sample(g, variable(g, "x", 4));
                    Node h = Node.concat(List.of(z, variable(g, "y", 3)))
                            .affine(matrix(g, "V", 6, 7), vector(g, "a", 6))
                            .tanh();
                    return h.affine(matrix(g, "W", 2, 6))
                            .plus(vector(g, "b", 2).spread())
                            .joinDraws();
                }),
                of("detached draws", g -> {
                    Node z = sample(g, variable(g, "x", 4));
                    return z.times(z.detach().exp()).joinDraws();
                }),
                of("an importance-weighted autoencoder", g -> {
                    Node x = x(g);
                    Node h = x.affine(matrix(g, "V", 11, 19), vector(g, "a", 11))
                            .times(0.3f)
                            .tanh();
                    Node mean =
                            h.affine(matrix(g, "M", 3, 11), vector(g, "c", 3)).times(0.3f);
                    Node logVariance =
                            h.affine(matrix(g, "S", 3, 11), vector(g, "d", 3)).times(0.3f);
                    Node z = mean.plus(logVariance.times(0.5f).exp().times(g.normal(Shape.of(3), 5)));
                    Node logits = z.affine(matrix(g, "U", 7, 3), vector(g, "e", 7))
                            .softplus()
                            .affine(matrix(g, "W", 19, 7), vector(g, "b", 19))
                            .times(0.3f);
                    Node error =
                            z.minus(mean).square().times(logVariance.negate().exp());
                    Node logWeight = x.times(logits)
                            .minus(logits.softplus())
                            .sum()
                            .minus(z.square().sum().times(0.5f))
                            .plus(error.plus(logVariance).sum().times(0.5f));
                    return logWeight.joinDraws().reshape(Shape.of(5)).logSumExp();
                }));
    }

    private static Arguments coupled(String name, BiFunction<Graph, Integer, Node> program) {
        return Arguments.of(name, program);
    }

    /** {@code [rows, n]}: in every row this row's value minus that of every row. */
    private static Node differences(Node x, int rows) {
        return x.repeat(rows).minus(x.allRows(rows));
    }

    /** {@code ln (1/N sum over rows j of e^-|x_i - x_j|^2)}. */
    private static Node kernelDensity(Node x, int rows) {
        Graph g = x.graph();
        Node kernel = differences(x, rows).square().sum().negate().exp();
        return kernel.times(g.present(rows)).sum().times(g.inverseRows()).log();
    }

    static Stream<Arguments> coupled() {
        return Stream.of(
                coupled("allRows", (g, rows) -> variable(g, "x", 4).square().allRows(rows)),
                coupled("allRows of a scalar", (g, rows) -> variable(g, "x", 1).allRows(rows)),
                coupled(
                        "allRows of a matrix",
                        (g, rows) -> variable(g, "x", 2, 3).square().allRows(rows)),
                coupled(
                        "allRows of an input",
                        (g, rows) -> g.input("x", Shape.of(3)).allRows(rows).times(variable(g, "y", rows, 3))),
                coupled(
                        "allRows of noise",
                        (g, rows) -> g.normal(Shape.of(3)).allRows(rows).times(variable(g, "y", rows, 3))),
                coupled(
                        "allRows of a parameter",
                        (g, rows) -> vector(g, "v", 3).spread().allRows(rows).times(variable(g, "y", rows, 3))),
                coupled(
                        "allRows of a reshape",
                        (g, rows) ->
                                variable(g, "x", 2, 3).reshape(Shape.of(3, 2)).allRows(rows)),
                coupled("allRows seen twice", (g, rows) -> {
                    Node all = variable(g, "x", 3).allRows(rows);
                    return all.square().sum().plus(all.exp().sum());
                }),
                coupled("present", (g, rows) -> g.present(rows).times(variable(g, "x", rows))),
                coupled("position", (g, rows) -> g.position(rows).times(variable(g, "x", rows))),
                coupled("position alone and in a later phase", (g, rows) -> {
                    Node own = g.position(rows).times(variable(g, "x", rows));
                    return own.sum().allRows(rows).reshape(Shape.of(rows)).times(g.position(rows));
                }),
                coupled(
                        "a row of a matrix for each row",
                        (g, rows) -> g.position(rows).affineTransposed(matrix(g, "U", rows, 4))),
                coupled(
                        "sumForRow",
                        (g, rows) -> variable(g, "x", rows, 3).square().sumForRow(Shape.of(3))),
                coupled("a value minus its mean over the batch", (g, rows) -> {
                    Node x = variable(g, "x", 4);
                    Node mean = x.allRows(rows).sumFirst().times(g.inverseRows().broadcast(Shape.of(4)));
                    return x.minus(mean);
                }),
                coupled("a value divided by its deviation over the batch", (g, rows) -> {
                    Node share = g.inverseRows().broadcast(Shape.of(3));
                    Node x = variable(g, "x", 3);
                    Node centred = x.minus(x.allRows(rows).sumFirst().times(share));
                    Node variance = centred.square()
                            .allRows(rows)
                            .sumFirst()
                            .times(share)
                            .plus(0.1f);
                    return centred.over(variance.sqrt());
                }),
                coupled(
                        "allRows of allRows",
                        (g, rows) -> variable(g, "x", 2)
                                .allRows(rows)
                                .tanh()
                                .allRows(rows)
                                .reshape(Shape.of(rows, rows, 2))
                                .sum()),
                coupled("draws beside all rows", (g, rows) -> {
                    Node x = variable(g, "x", 3);
                    Node z = sample(g, x);
                    Node near = z.repeat(rows)
                            .minus(x.allRows(rows))
                            .square()
                            .sum()
                            .negate()
                            .exp();
                    Node each = near.times(g.present(rows))
                            .sum()
                            .plus(g.inverseRows())
                            .log();
                    return each.joinDraws().sumFirst();
                }),
                coupled("all rows of what is made of draws", (g, rows) -> {
                    Node z = sample(g, variable(g, "x", 3)).tanh();
                    Node mean = z.joinDraws().sumFirst().times(0.2f);
                    Node all =
                            mean.allRows(rows).sumFirst().times(g.inverseRows().broadcast(Shape.of(3)));
                    return z.minus(all).square().joinDraws();
                }),
                coupled("a kernel density", (g, rows) -> kernelDensity(variable(g, "x", 3), rows)),
                coupled("the row's own pair apart", (g, rows) -> {
                    Node kernel = differences(variable(g, "x", 3), rows)
                            .square()
                            .sum()
                            .negate()
                            .exp();
                    Node others = g.present(rows).minus(g.position(rows));
                    return kernel.times(others).sum();
                }),
                coupled(
                        "allRows by a matrix",
                        (g, rows) -> variable(g, "x", 4)
                                .allRows(rows)
                                .affine(matrix(g, "W", 3, 4), vector(g, "b", 3))
                                .tanh()),
                coupled("a matrix before and after", (g, rows) -> {
                    Node w = matrix(g, "W", 5, 5);
                    Node h = variable(g, "x", 5).affine(w, vector(g, "b", 5)).tanh();
                    Node mean = h.allRows(rows).sumFirst().times(g.inverseRows().broadcast(Shape.of(5)));
                    return h.minus(mean).affine(w, vector(g, "b", 5)).tanh();
                }),
                coupled("an autoencoder", (g, rows) -> {
                    Node x = variable(g, "x", 7);
                    Node h = x.affine(matrix(g, "V", 6, 7), vector(g, "a", 6)).softplus();
                    Node mean =
                            h.affine(matrix(g, "M", 2, 6), vector(g, "c", 2)).times(0.3f);
                    Node z = mean.plus(g.normal(Shape.of(2)).times(0.5f));
                    Node logits = z.affine(matrix(g, "W", 7, 2), vector(g, "b", 7));
                    Node reconstruction =
                            logits.softplus().minus(x.times(logits)).sum();
                    return reconstruction.plus(kernelDensity(z, rows)).plus(kernelDensity(mean, rows));
                }),
                coupled("a convolution", (g, rows) -> {
                    ConvGeometry c = ConvGeometry.convolution(5, 4, 2, 3, 3, 2, 1);
                    Node h = variable(g, "x", 5, 4, 2)
                            .convolve(kernel(g, "K", c), vector(g, "a", 3), c)
                            .times(0.3f)
                            .tanh();
                    Node mean = h.allRows(rows)
                            .sumFirst()
                            .times(g.inverseRows().broadcast(Shape.of(h.shape().size())));
                    return h.minus(mean.reshape(h.shape())).convolveTransposed(kernel(g, "L", c), vector(g, "b", 2), c);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("elementwise")
    void elementwiseProgramsAgreeWithTheInterpreter(String name, Function<Graph, Node> program) {
        check(program, 5);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void programsThatChangeShapesAgreeWithTheInterpreter(String name, Function<Graph, Node> program) {
        check(program, 5);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("affine")
    void affineProgramsAgreeWithTheInterpreter(String name, Function<Graph, Node> program) {
        check(program, 7);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("convolutions")
    @Tag("slow")
    void convolutionsAgreeWithTheInterpreter(String name, Function<Graph, Node> program) {
        check(program, 3);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("detached")
    void noGradientFlowsThroughWhatIsDetached(String name, Function<Graph, Node> program) {
        check(program, 5);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("draws")
    void programsWithDrawsAgreeWithTheInterpreter(String name, Function<Graph, Node> program) {
        check(program, 5);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("simple")
    @Tag("slow")
    void anyProgramOfDrawsAgreesWithTheInterpreter(String name, Function<Graph, Node> program) {
        draws = 3;
        try {
            // smaller because there are more of them: the tolerance is that of one draw
            check(g -> program.apply(g).joinDraws().times(0.1f), 4);
        } finally {
            draws = 1;
        }
    }

    /** Tests one row, and more rows than a chunk has. */
    @Tag("slow")
    @Test
    void theNumberOfRowsDoesNotMatter() {
        Function<Graph, Node> program = g -> variable(g, "x", 9)
                .affine(matrix(g, "W", 5, 9), vector(g, "b", 5))
                .tanh();
        for (int count : new int[] {1, 2, 63, 64, 65, 150}) {
            check(program, count);
        }
    }

    /** Tests the full batch capacity, fewer rows, and more rows than a chunk has. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("coupled")
    @Tag("slow")
    void programsThatCoupleRowsAgreeWithTheInterpreter(String name, BiFunction<Graph, Integer, Node> program) {
        for (int[] rows : new int[][] {{5, 5}, {6, 9}, {1, 3}, {21, 30}}) {
            int capacity = rows[1];
            check(g -> program.apply(g, capacity), rows[0], new int[][] {{1, capacity}, {2, capacity}, {3, capacity}});
        }
    }

    private static void check(Function<Graph, Node> program, int count) {
        check(program, count, new int[][] {{1, count}, {2, count + 2}, {3, 2 * count + 61}});
    }

    /**
     * Checks a program on a batch of rows.
     *
     * @param runs each a number of threads and a batch capacity
     */
    private static void check(Function<Graph, Node> program, int count, int[][] runs) {
        Graph g = new Graph();
        Node y = program.apply(g);
        // different weights in each row give every value its own gradient
        Node loss = y.times(g.input("weights", y.shape())).sumAll();
        Random random = new Random(count);

        Map<String, float[][]> inputs = new LinkedHashMap<>();
        for (Node input : g.inputs()) {
            float[][] rows = new float[count][input.shape().size()];
            for (float[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    // away from the kinks at zero
                    row[i] = (random.nextBoolean() ? 1 : -1) * (0.3f + 1.2f * random.nextFloat());
                }
            }
            inputs.put(((Op.Input) input.op()).name(), rows);
        }
        Parameters parameters = Parameters.initial(g.parameters(), 0);
        Map<String, double[]> values = new HashMap<>();
        for (String name : parameters.names()) {
            float[] value = new float[parameters.shape(name).size()];
            double[] exact = new double[value.length];
            float size = name.startsWith("offset") ? 0.1f : 1;
            for (int i = 0; i < value.length; i++) {
                value[i] = size * (2 * random.nextFloat() - 1);
                exact[i] = value[i];
            }
            parameters.set(name, value);
            values.put(name, exact);
        }
        Interpreter interpreter = new Interpreter(values, inputs, count, SEED, NUMBER, FIRST_ROW);
        Map<String, List<Difference>> differences = new HashMap<>();
        values.forEach((name, value) -> differences.put(name, differences(interpreter, loss, value, random)));

        Map<String, float[]> bits = new HashMap<>();
        for (int[] run : runs) {
            try (Workers workers = Workers.of(run[0])) {
                Executor executor = Executor.gradients(loss, List.of(y, loss), parameters, run[1], workers);
                float[][][] rows = inputs.values().toArray(float[][][]::new);
                Feed feed =
                        (input, row, to, at) -> System.arraycopy(rows[input][row], 0, to, at, rows[input][row].length);
                executor.run(feed, count, SEED, NUMBER, FIRST_ROW);
                compareValues(interpreter, executor, y, count);
                compareValues(interpreter, executor, loss, count);
                for (String name : parameters.names()) {
                    float[] gradient = executor.gradients().get(name);
                    compareGradient(name, differences.get(name), gradient);
                    float[] first = bits.putIfAbsent(name, gradient);
                    if (first != null) {
                        assertArrayEquals(first, gradient, "gradient of " + name + " by " + run[0] + " threads");
                    }
                }
            }
        }
    }

    private static void compareValues(Interpreter interpreter, Executor executor, Node node, int count) {
        for (int row = 0; row < count; row++) {
            double[] expected = interpreter.value(node, row);
            double scale = 1;
            for (double e : expected) {
                scale = Math.max(scale, Math.abs(e));
            }
            float[] actual = new float[expected.length];
            executor.copy(node, row, 1, actual, 0);
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], actual[i], 1e-5 * scale, node + ", row " + row + ", value " + i);
                assertEquals(actual[i], executor.value(node, row, i));
            }
        }
    }

    /** The derivative of the loss in one direction of a parameter; the direction has norm 1. */
    private record Difference(double[] direction, double derivative) {}

    private static List<Difference> differences(Interpreter interpreter, Node loss, double[] value, Random random) {
        List<Difference> result = new ArrayList<>();
        int n = value.length;
        for (int k = 0; k < Math.min(n, LOOKED_AT); k++) {
            double[] direction = new double[n];
            direction[n <= LOOKED_AT ? k : random.nextInt(n)] = 1;
            result.add(difference(interpreter, loss, value, direction));
        }
        double[] direction = new double[n];
        double squares = 0;
        for (int i = 0; i < n; i++) {
            direction[i] = random.nextGaussian();
            squares += direction[i] * direction[i];
        }
        for (int i = 0; i < n; i++) {
            direction[i] /= Math.sqrt(squares);
        }
        result.add(difference(interpreter, loss, value, direction));
        return result;
    }

    private static Difference difference(Interpreter interpreter, Node loss, double[] value, double[] direction) {
        double[] original = value.clone();
        move(value, original, direction, STEP);
        double above = interpreter.mean(loss);
        move(value, original, direction, -STEP);
        double below = interpreter.mean(loss);
        System.arraycopy(original, 0, value, 0, value.length);
        return new Difference(direction, (above - below) / (2 * STEP));
    }

    private static void move(double[] value, double[] original, double[] direction, double step) {
        for (int i = 0; i < value.length; i++) {
            value[i] = original[i] + step * direction[i];
        }
    }

    private static void compareGradient(String name, List<Difference> differences, float[] gradient) {
        double scale = 1e-2;
        for (Difference difference : differences) {
            scale = Math.max(scale, Math.abs(difference.derivative()));
        }
        for (Difference difference : differences) {
            double actual = 0;
            for (int i = 0; i < gradient.length; i++) {
                actual += gradient[i] * difference.direction()[i];
            }
            assertEquals(difference.derivative(), actual, TOLERANCE * scale, "gradient of " + name);
        }
    }

    @Test
    void aParameterThatTheLossDoesNotDependOnHasNoGradient() {
        Graph g = new Graph();
        Node x = g.input("x", Shape.of(3));
        Node w = matrix(g, "W", 2, 3);
        Node step = vector(g, "b", 2);
        Node loss = x.affine(w).plus(step.spread().step()).sum();
        vector(g, "unused", 4);
        Map<Node, List<Node>> gradients = Gradients.of(loss);
        assertEquals(List.of(w), List.copyOf(gradients.keySet()));
    }

    @Test
    void onlyWhatTheAcceptedParametersNeedIsDifferentiated() {
        Graph g = new Graph();
        Node v = matrix(g, "V", 4, 3);
        Node w = matrix(g, "W", 2, 4);
        Node loss = g.input("x", Shape.of(3)).affine(v).tanh().affine(w).sum();
        Map<Node, List<Node>> all = Gradients.of(loss);
        assertEquals(List.of(v, w), List.copyOf(all.keySet()));
        assertEquals(Map.of(w, all.get(w)), Gradients.of(loss, w::equals));
        assertEquals(Map.of(v, all.get(v)), Gradients.of(loss, v::equals));
        assertEquals(Map.of(), Gradients.of(loss, parameter -> false));
    }

    @Test
    void eachParameterFollowsTheLossOfItsGoal() {
        Graph g = new Graph();
        Node x = g.input("x", Shape.of(3));
        Node w = matrix(g, "W", 2, 3);
        Node b = vector(g, "b", 2);
        vector(g, "unused", 4);
        Node first = x.affine(w, b).tanh().sum();
        Node second = x.affine(w, b).exp().sum();
        // both losses in the wrong order: the result is in order of creation
        Map<Node, List<Node>> goals =
                Gradients.of(List.of(new Goal(second, "b"::equals), new Goal(first, name -> !name.equals("b"))));
        assertEquals(List.of(w, b), List.copyOf(goals.keySet()));
        assertEquals(Gradients.of(first).get(w), goals.get(w));
        assertEquals(Gradients.of(second).get(b), goals.get(b));
    }

    @Test
    void goalsThatContradictEachOtherAreRefused() {
        Graph g = new Graph();
        Node w = matrix(g, "W", 1, 3);
        Node loss = g.input("x", Shape.of(3)).affine(w);
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Gradients.of(List.of(new Goal(loss, "W"::equals), new Goal(loss.exp()))))
                .getMessage();
        assertTrue(message.contains("parameter W [1x3] belongs to the goals of"), message);
        Node foreign = new Graph().input("foreign", Shape.of(1));
        assertThrows(IllegalArgumentException.class, () -> Gradients.of(List.of(new Goal(loss), new Goal(foreign))));
        assertThrows(IllegalArgumentException.class, () -> Gradients.of(List.of()));
    }

    @Test
    void trigammaHasNoGradient() {
        Graph g = new Graph();
        Node loss = vector(g, "p", 3).spread().trigamma().sum();
        String message = assertThrows(UnsupportedOperationException.class, () -> Gradients.of(loss))
                .getMessage();
        assertTrue(message.contains("trigamma function of node 1 Spread [3]"), message);
    }

    @Test
    void equalExpressionsAreOneNode() {
        Graph g = new Graph();
        Node x = g.input("x", Shape.of(3));
        assertTrue(x.exp().plus(x) == x.exp().plus(x));
        assertTrue(g.fill(2, Shape.of(3)) == g.fill(2, Shape.of(3)));
        assertTrue(g.normal(Shape.of(3)) != g.normal(Shape.of(3)));
    }

    @Test
    void aLossMustBeARowwiseScalar() {
        Graph g = new Graph();
        Node x = g.input("x", Shape.of(3));
        Node p = vector(g, "p", 1);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Gradients.of(x))
                .getMessage()
                .contains("input x [3]"));
        assertThrows(IllegalArgumentException.class, () -> Gradients.of(p));
    }
}
