package io.elbo.engine.execution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.engine.ConvGeometry;
import io.elbo.engine.Feed;
import io.elbo.engine.Graph;
import io.elbo.engine.Initializer;
import io.elbo.engine.Node;
import io.elbo.engine.Optimizer;
import io.elbo.engine.Shape;
import io.elbo.engine.Workers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParametersTest {
    private static final Initializer ZERO = new Initializer.Constant(0);

    /** Vectors, matrices and kernels whose extents fill less than one panel, exactly one, and more than one. */
    private static final List<Shape> SHAPES = List.of(
            Shape.of(1),
            Shape.of(13),
            Shape.of(64),
            Shape.of(1, 1),
            Shape.of(3, 7),
            Shape.of(17, 5),
            Shape.of(33, 2),
            Shape.of(64, 9),
            Shape.of(1, 70),
            Shape.of(5, 3, 3, 3),
            Shape.of(19, 2, 4, 4),
            Shape.of(1, 17, 2, 2),
            Shape.of(32, 1, 5, 5),
            Shape.of(7, 6, 1, 1));

    private static Graph graph() {
        Graph g = new Graph();
        for (Shape shape : SHAPES) {
            g.parameter("p" + shape, shape, ZERO);
        }
        return g;
    }

    private static float[] counted(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = i + 1;
        }
        return values;
    }

    private static Parameters one(String name, Shape shape, Initializer initializer, long seed) {
        Graph g = new Graph();
        return Parameters.initial(List.of(g.parameter(name, shape, initializer)), seed);
    }

    @Test
    void valuesComeBackInTheirOwnOrder() {
        Parameters parameters = Parameters.zeros(graph().parameters());
        for (String name : parameters.names()) {
            float[] values = counted(parameters.shape(name).size());
            parameters.set(name, values);
            assertArrayEquals(values, parameters.get(name), name);
        }
        for (String name : parameters.names()) {
            assertArrayEquals(counted(parameters.shape(name).size()), parameters.get(name), name);
        }
    }

    @Test
    void namesShapesAndSizeAreThoseOfTheProgram() {
        Graph g = graph();
        Parameters parameters = Parameters.zeros(g.parameters());
        assertEquals(
                SHAPES.stream().map(s -> "p" + s).toList(), List.copyOf(parameters.names()), "in order of mention");
        assertEquals(SHAPES.stream().mapToLong(Shape::size).sum(), parameters.size());
        assertEquals(Shape.of(17, 5), parameters.shape("p[17x5]"));
    }

    @Test
    void everyValueShowsInTheDigest() {
        Parameters parameters = Parameters.zeros(graph().parameters());
        Set<String> digests = new HashSet<>();
        digests.add(parameters.digest());
        int changes = 1;
        for (String name : parameters.names()) {
            float[] values = parameters.get(name);
            for (int i = 0; i < values.length; i += Math.max(1, values.length / 5)) {
                values[i] = -0f;
                parameters.set(name, values);
                values[i] = 0;
                digests.add(parameters.digest());
                changes++;
            }
            parameters.set(name, values);
        }
        assertEquals(changes, digests.size());
        assertTrue(digests.contains(parameters.digest()));
    }

    @Test
    void namesAndShapesShowInTheDigest() {
        assertNotEquals(
                one("a", Shape.of(6), ZERO, 0).digest(),
                one("b", Shape.of(6), ZERO, 0).digest());
        assertNotEquals(
                one("a", Shape.of(2, 3), ZERO, 0).digest(),
                one("a", Shape.of(3, 2), ZERO, 0).digest());
    }

    @Test
    void copiesShareNothing() {
        Parameters parameters = Parameters.zeros(graph().parameters());
        parameters.set("p[3x7]", counted(21));
        Parameters copy = parameters.copy();
        assertEquals(parameters.digest(), copy.digest());
        assertArrayEquals(new float[21], parameters.zerosLike().get("p[3x7]"));
        assertEquals(parameters.names(), parameters.zerosLike().names());
        copy.set("p[3x7]", new float[21]);
        assertArrayEquals(counted(21), parameters.get("p[3x7]"));
        copy.copyFrom(parameters);
        assertEquals(parameters.digest(), copy.digest());
        copy.get("p[3x7]")[0] = 100;
        assertEquals(parameters.digest(), copy.digest());
    }

    @Test
    void valuesOfAnotherNumberAndNamesThatAreNotThereAreRefused() {
        Parameters parameters = Parameters.zeros(graph().parameters());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> parameters.set("p[3x7]", new float[20]))
                .getMessage()
                .contains("p[3x7]: 20 values for shape [3x7] of 21"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> parameters.get("weight"))
                .getMessage()
                .contains("no parameter weight"));
        assertThrows(
                IllegalArgumentException.class,
                () -> one("a", Shape.of(2, 3), ZERO, 0).copyFrom(one("a", Shape.of(3, 2), ZERO, 0)));
    }

    @Test
    void firstValuesDependOnSeedAndNameOnly() {
        Initializer normal = new Initializer.Normal(1);
        Graph first = new Graph();
        Node a = first.parameter("a", Shape.of(5, 7), normal);
        Node b = first.parameter("b", Shape.of(5, 7), normal);
        Graph second = new Graph();
        second.parameter("c", Shape.of(3), normal);
        second.parameter("b", Shape.of(5, 7), normal);
        second.input("x", Shape.of(2));
        second.normal(Shape.of(3));
        second.parameter("a", Shape.of(5, 7), normal);
        Parameters one = Parameters.initial(List.of(a, b), 8);
        Parameters other = Parameters.initial(second.parameters(), 8);
        assertArrayEquals(one.get("a"), other.get("a"));
        assertArrayEquals(one.get("b"), other.get("b"));
        for (int i = 0; i < 35; i++) {
            assertNotEquals(one.get("a")[i], one.get("b")[i]);
            assertNotEquals(one.get("a")[i], Parameters.initial(List.of(a), 9).get("a")[i]);
        }
    }

    @Test
    void uniformFirstValuesFillTheirInterval() {
        float[] values =
                one("u", Shape.of(300, 400), new Initializer.Uniform(0.25), 1).get("u");
        double sum = 0;
        double squares = 0;
        double greatest = 0;
        for (float value : values) {
            assertTrue(Math.abs(value) <= 0.25);
            greatest = Math.max(greatest, Math.abs(value));
            sum += value;
            squares += (double) value * value;
        }
        double n = values.length;
        double variance = 0.25 * 0.25 / 3;
        assertTrue(greatest > 0.2499);
        assertEquals(0, sum / n, 4 * Math.sqrt(variance / n));
        // the variance of u^2 is (1/5 - 1/9) bound^4
        assertEquals(variance, squares / n, 4 * 0.0625 * Math.sqrt((1 / 5.0 - 1 / 9.0) / n));
    }

    @Test
    void normalFirstValuesHaveTheirStandardDeviation() {
        float[] values =
                one("v", Shape.of(300, 400), new Initializer.Normal(0.02), 1).get("v");
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double n = values.length;
        assertEquals(0, sum / n, 4 * 0.02 / Math.sqrt(n));
        assertEquals(0.0004, squares / n, 4 * 0.0004 * Math.sqrt(2 / n));
    }

    @Test
    void constantFirstValuesAreTheConstant() {
        for (float value :
                one("c", Shape.of(5, 7), new Initializer.Constant(-1.5f), 1).get("c")) {
            assertEquals(-1.5f, value);
        }
    }

    /** A program that reads a matrix by its transpose sees values that were set, copied or trained elsewhere. */
    @Test
    void transposedCopiesFollow() {
        Graph g = new Graph();
        Node x = g.input("x", Shape.of(37));
        Node w = g.parameter("W", Shape.of(37, 41), new Initializer.Normal(0.1));
        ConvGeometry geometry = ConvGeometry.transposed(3, 2, 5, 3, 3, 2, 1, 1);
        Node image = g.input("image", geometry.small());
        Node k = g.parameter("K", Shape.of(5, 3, 3, 3), new Initializer.Normal(0.1));
        Node y = x.affineTransposed(w);
        Node z = image.convolveTransposed(k, geometry);
        Node loss = y.square().sum().plus(z.square().sumAll()).plus(y.affine(w).sum());
        Feed feed = (input, row, to, at) -> io.elbo.math.Noise.uniform(
                1, input, 0, row, to, at, input == 0 ? 37 : geometry.small().size());
        Parameters parameters = Parameters.initial(g.parameters(), 1);
        try (Workers workers = Workers.of(2)) {
            Executor reader = Executor.forward(List.of(y, z), parameters, 9, workers);
            Executor training = Executor.training(loss, List.of(), parameters, new Optimizer.Adam(), 0, 9, workers);
            for (int step = 1; step <= 3; step++) {
                training.train(feed, 9, 1, step, 0.01);
                assertSameAsFreshCopy(reader, parameters, List.of(y, z), feed, workers);
            }
            parameters.set("W", counted(37 * 41));
            parameters.set("K", counted(135));
            assertSameAsFreshCopy(reader, parameters, List.of(y, z), feed, workers);
            parameters.copyFrom(Parameters.initial(g.parameters(), 2));
            assertSameAsFreshCopy(reader, parameters, List.of(y, z), feed, workers);
        }
    }

    private static void assertSameAsFreshCopy(
            Executor reader, Parameters parameters, List<Node> outputs, Feed feed, Workers workers) {
        Executor fresh = Executor.forward(outputs, parameters.copy(), 9, workers);
        reader.run(feed, 9, 0, 0, 0);
        fresh.run(feed, 9, 0, 0, 0);
        for (Node output : outputs) {
            float[] expected = new float[9 * output.shape().size()];
            float[] actual = new float[expected.length];
            fresh.copy(output, 0, 9, expected, 0);
            reader.copy(output, 0, 9, actual, 0);
            assertArrayEquals(expected, actual);
        }
    }
}
