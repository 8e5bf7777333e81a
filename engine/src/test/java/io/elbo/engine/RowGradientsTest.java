package io.elbo.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Compares gradients with respect to row-wise values with central differences of the {@link Interpreter}. */
class RowGradientsTest {
    private static final int ROWS = 5;
    private static final float STEP = 1e-3f;
    private static final double TOLERANCE = 2e-4;

    private static Node parameter(Graph g, String name, Integer... extents) {
        return g.parameter(name, Shape.of(extents), new Initializer.Normal(0.5));
    }

    /** The ELBO for the mean and log variance of a code, with noise and a decoder. */
    private static Node bound(Graph g) {
        Node mean = g.input("mean", Shape.of(3));
        Node logVariance = g.input("log variance", Shape.of(3));
        Node z = mean.plus(logVariance.times(0.5f).exp().times(g.normal(Shape.of(3))));
        Node logits = z.affine(parameter(g, "V", 6, 3), parameter(g, "a", 6))
                .tanh()
                .affine(parameter(g, "W", 7, 6), parameter(g, "b", 7));
        Node x = g.input("x", Shape.of(7));
        Node kl = mean.square().plus(logVariance.exp()).minus(logVariance).sum().times(0.5f);
        return x.times(logits).minus(logits.softplus()).sumAll().minus(kl);
    }

    @Test
    void theGradientsOfACodeAreThoseOfTheInterpreter() {
        check(RowGradientsTest::bound, 1);
        check(RowGradientsTest::bound, 3);
    }

    @Test
    void aConvolutionHasThemToo() {
        check(
                g -> {
                    ConvGeometry c = ConvGeometry.transposed(3, 3, 2, 1, 4, 2, 1, 0);
                    Node image = g.input("x", Shape.of(3, 3, 2));
                    Node out = image.tanh().convolveTransposed(parameter(g, "K", 2, 1, 4, 4), c);
                    return out.softplus().sumAll();
                },
                2);
    }

    @Test
    void whereRowsAreCoupledTheSumOverRowsIsDifferentiated() {
        check(
                g -> {
                    Node x = g.input("x", Shape.of(2));
                    Node pairs = x.repeat(ROWS).minus(x.allRows(ROWS));
                    return pairs.square().sum().negate().exp().sum().log();
                },
                2);
    }

    private static void check(Function<Graph, Node> program, int threads) {
        Graph g = new Graph();
        Node scalar = program.apply(g);
        List<Node> inputs = g.inputs();
        List<Node> gradients = Gradients.byRow(scalar, inputs);
        Parameters parameters = Parameters.initial(g.parameters(), 3);
        Map<String, double[]> doubles = new HashMap<>();
        for (String name : parameters.names()) {
            float[] values = parameters.get(name);
            double[] copy = new double[values.length];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = values[i];
            }
            doubles.put(name, copy);
        }
        Map<String, float[][]> data = new HashMap<>();
        Random random = new Random(1);
        for (Node input : inputs) {
            float[][] rows = new float[ROWS][input.shape().size()];
            for (float[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = (float) random.nextGaussian();
                }
            }
            data.put(name(input), rows);
        }
        List<Node> outputs = new ArrayList<>(gradients);
        outputs.add(scalar);
        Interpreter interpreter = new Interpreter(doubles, data, ROWS, 9, 4, 2);
        try (Workers workers = Workers.of(threads)) {
            Executor executor = Executor.forward(outputs, parameters, ROWS, workers);
            executor.run(
                    (input, row, to, at) -> {
                        float[] source = data.get(name(inputs.get(input)))[row];
                        System.arraycopy(source, 0, to, at, source.length);
                    },
                    ROWS,
                    9,
                    4,
                    2);
            for (int i = 0; i < inputs.size(); i++) {
                assertEquals(inputs.get(i).shape(), gradients.get(i).shape());
                float[][] rows = data.get(name(inputs.get(i)));
                for (int row = 0; row < ROWS; row++) {
                    for (int j = 0; j < rows[row].length; j++) {
                        float x = rows[row][j];
                        rows[row][j] = x + STEP;
                        double up = interpreter.mean(scalar) * ROWS;
                        double width = rows[row][j];
                        rows[row][j] = x - STEP;
                        double down = interpreter.mean(scalar) * ROWS;
                        width -= rows[row][j];
                        rows[row][j] = x;
                        double expected = (up - down) / width;
                        assertEquals(
                                expected,
                                executor.value(gradients.get(i), row, j),
                                TOLERANCE * (1 + Math.abs(expected)),
                                inputs.get(i) + ", row " + row + ", element " + j);
                    }
                }
            }
        }
    }

    private static String name(Node input) {
        return ((Op.Input) input.op()).name();
    }

    @Test
    void whatIsNotUsedOrDetachedHasZeros() {
        Graph g = new Graph();
        Node x = g.input("x", Shape.of(2));
        Node y = g.input("y", Shape.of(3));
        Node unused = g.input("unused", Shape.of(4));
        Node scalar = x.square().sum().plus(y.detach().sum());
        List<Node> gradients = Gradients.byRow(scalar, List.of(x, y, unused));
        Executor executor = Executor.forward(gradients, Parameters.zeros(List.of()), 1, Workers.of(1));
        executor.run((input, row, to, at) -> java.util.Arrays.fill(to, at, at + 2, 1.5f), 1, 0, 0, 0);
        float[][] expected = {{3, 3}, new float[3], new float[4]};
        for (int i = 0; i < 3; i++) {
            float[] values = new float[expected[i].length];
            executor.copy(gradients.get(i), 0, 1, values, 0);
            assertArrayEquals(expected[i], values);
        }
    }

    @Test
    void sharedValuesAndWhatIsNoScalarAreRefused() {
        Graph g = new Graph();
        Node x = g.input("x", Shape.of(2));
        Node w = parameter(g, "w", 2);
        Node y = x.plus(w.spread());
        assertThrows(IllegalArgumentException.class, () -> Gradients.byRow(y.sum(), List.of(w)));
        assertThrows(IllegalArgumentException.class, () -> Gradients.byRow(y, List.of(x)));
    }
}
