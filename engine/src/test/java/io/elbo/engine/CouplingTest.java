package io.elbo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that read each other's values. Gradients are tested in {@link GradientsTest}, bits in {@link SameBitsTest}. */
class CouplingTest {
    private static final int CODE = 4;

    /** The batch of 33 leaves values where the smaller batches have no rows. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theDensityOfACodeUnderTheBatchIsTheSumItStandsFor(int threads) {
        int capacity = 33;
        Graph g = new Graph();
        Node z = g.input("z", Shape.of(CODE));
        Node mean = g.input("mean", Shape.of(CODE));
        Node logVariance = g.input("logVariance", Shape.of(CODE));
        Node densities = Nets.logDensities(z, mean, logVariance, capacity);
        Node joint = Nets.logJoint(densities);
        Node marginals = Nets.logMarginals(densities);
        try (Workers workers = Workers.of(threads)) {
            Executor executor =
                    Executor.forward(List.of(joint, marginals), Parameters.zeros(List.of()), capacity, workers);
            for (int count : new int[] {33, 20, 1, 33}) {
                float[][][] data = normal(3, count, CODE, count);
                executor.run(feed(data), count, 0, 1, 0);
                for (int i = 0; i < count; i++) {
                    double expected = 0;
                    double[] each = new double[CODE];
                    for (int j = 0; j < count; j++) {
                        double product = 1;
                        for (int d = 0; d < CODE; d++) {
                            double density = density(data[0][i][d], data[1][j][d], Math.exp(data[2][j][d]));
                            each[d] += density;
                            product *= density;
                        }
                        expected += product;
                    }
                    assertEquals(Math.log(expected / count), executor.value(joint, i, 0), 2e-5, "row " + i);
                    for (int d = 0; d < CODE; d++) {
                        assertEquals(Math.log(each[d] / count), executor.value(marginals, i, d), 1e-5, "row " + i);
                    }
                }
            }
        }
    }

    private static double density(double x, double mean, double variance) {
        return Math.exp(-(x - mean) * (x - mean) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
    }

    private static float[][][] normal(int inputs, int rows, int n, long seed) {
        Random random = new Random(seed);
        float[][][] data = new float[inputs][rows][n];
        for (float[][] input : data) {
            for (float[] row : input) {
                for (int i = 0; i < n; i++) {
                    row[i] = (float) random.nextGaussian();
                }
            }
        }
        return data;
    }

    private static Feed feed(float[][][] data) {
        return (input, row, to, at) -> System.arraycopy(data[input][row], 0, to, at, data[input][row].length);
    }

    @Test
    void rowsThatTheBatchDoesNotHaveAreZeros() {
        Graph g = new Graph();
        Node x = g.input("x", Shape.of(2));
        Node all = x.plus(1).allRows(6);
        List<Node> outputs = List.of(all, g.present(6), g.position(6));
        try (Workers workers = Workers.of(2)) {
            Executor executor = Executor.forward(outputs, Parameters.zeros(List.of()), 6, workers);
            for (int count : new int[] {6, 2, 5}) {
                executor.run((input, row, to, at) -> to[at] = to[at + 1] = row, count, 0, 1, 0);
                for (int i = 0; i < count; i++) {
                    for (int j = 0; j < 6; j++) {
                        assertEquals(j < count ? j + 1 : 0, executor.value(all, i, 2 * j + 1));
                        assertEquals(j < count ? 1 : 0, executor.value(outputs.get(1), i, j));
                        assertEquals(j == i ? 1 : 0, executor.value(outputs.get(2), i, j));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 9})
    void anExecutorForBatchesOfAnotherSizeIsRefused(int rows) {
        Graph g = new Graph();
        Node all = g.input("x", Shape.of(3)).allRows(8);
        Parameters none = Parameters.zeros(List.of());
        try (Workers workers = Workers.of(1)) {
            for (Node node : List.of(all, g.position(8), g.present(8))) {
                IllegalArgumentException e = assertThrows(
                        IllegalArgumentException.class, () -> Executor.forward(List.of(node), none, rows, workers));
                assertTrue(e.getMessage().contains("at most 8 rows"), e.getMessage());
                assertTrue(e.getMessage().contains("this executor takes " + rows), e.getMessage());
            }
            Executor.forward(List.of(all), none, 8, workers);
        }
    }

    @Test
    void onlyRowwiseValuesAreSeenByAllRows() {
        Graph g = new Graph();
        Node p = g.parameter("p", Shape.of(3), new Initializer.Constant(0));
        assertThrows(IllegalArgumentException.class, () -> p.allRows(4));
        Node x = g.input("x", Shape.of(2, 3));
        assertThrows(IllegalArgumentException.class, () -> x.allRows(0));
        assertEquals(Shape.of(4, 6), x.allRows(4).shape());
    }

    /** With 2^15 rows of 64 numbers each. A copy for every row would be 2^36 numbers. */
    @Test
    void whatAllRowsSeeIsThereOnce() {
        int capacity = 1 << 15;
        Graph g = new Graph();
        Node x = g.input("x", Shape.of(64));
        Node difference = x.repeat(capacity).times(0.5f).minus(x.allRows(capacity));
        Node sum = difference.sumFirst();
        try (Workers workers = Workers.of(1)) {
            Executor executor = Executor.forward(List.of(sum), Parameters.zeros(List.of()), capacity, workers);
            executor.run((input, row, to, at) -> java.util.Arrays.fill(to, at, at + 64, row + 1), 3, 0, 1, 0);
            for (int row = 0; row < 3; row++) {
                assertEquals(0.5 * capacity * (row + 1) - 6, executor.value(sum, row, 63));
            }
        }
    }

    @Test
    void whatDoesNotFitIntoMemoryIsRefusedInWords() {
        int capacity = 1 << 15;
        Graph g = new Graph();
        Node all = g.input("x", Shape.of(64)).allRows(capacity);
        try (Workers workers = Workers.of(1)) {
            IllegalArgumentException e = assertThrows(
                    IllegalArgumentException.class,
                    () -> Executor.forward(List.of(all), Parameters.zeros(List.of()), capacity, workers));
            assertTrue(e.getMessage().contains("smaller batches"), e.getMessage());
        }
    }

    /** An input is read once for each row. Noise is the same in all phases, however many use it. */
    @Test
    void everyPhaseSeesTheSameInputsAndNoise() {
        int capacity = 40;
        Graph g = new Graph();
        Node x = g.input("x", Shape.of(1));
        Node noise = g.normal(Shape.of(1));
        Node seen = x.plus(noise).allRows(capacity).reshape(Shape.of(capacity));
        Node own = seen.times(g.position(capacity)).sum();
        Node zero = own.minus(x.plus(noise));
        AtomicIntegerArray reads = new AtomicIntegerArray(capacity);
        try (Workers workers = Workers.of(2)) {
            Executor executor = Executor.forward(List.of(own, zero), Parameters.zeros(List.of()), capacity, workers);
            executor.run((input, row, to, at) -> to[at] = reads.incrementAndGet(row), 30, 5, 1, 0);
            for (int row = 0; row < capacity; row++) {
                assertEquals(row < 30 ? 1 : 0, reads.get(row));
                assertEquals(0, executor.value(zero, row, 0));
            }
            assertTrue(executor.value(own, 0, 0) != executor.value(own, 1, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anErrorOfTheFeedInALaterPhaseComesOutAndTrainsNothing(int threads) {
        Graph g = new Graph();
        Node p = g.parameter("p", Shape.of(2), new Initializer.Constant(1));
        Node mean = p.spread().times(g.input("x", Shape.of(2))).allRows(50).sumFirst();
        Node loss = mean.times(g.input("late", Shape.of(2))).sum();
        Parameters parameters = Parameters.initial(g.parameters(), 1);
        IllegalStateException failure = new IllegalStateException("cannot be read");
        try (Workers workers = Workers.of(threads)) {
            Executor executor = Executor.training(loss, List.of(), parameters, new Optimizer.Sgd(0), 0, 50, workers);
            Feed broken = (input, row, to, at) -> {
                if (input == 1 && row == 30) {
                    throw failure;
                }
                to[at] = 1;
            };
            String before = parameters.digest();
            assertSame(failure, assertThrows(IllegalStateException.class, () -> executor.train(broken, 50, 1, 1, 1)));
            assertEquals(before, parameters.digest());
            // the sum of x over the 50 rows, which each row reads
            executor.train((input, row, to, at) -> to[at] = to[at + 1] = 1, 50, 1, 1, 1);
            assertEquals(1 - 50, parameters.get("p")[0], 1e-4);
        }
    }
}
