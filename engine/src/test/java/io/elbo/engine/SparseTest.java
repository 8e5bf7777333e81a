package io.elbo.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import io.elbo.math.Noise;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares products of data with many zeros with products of all terms. Only inputs are searched for zeros, so the oracle is the
 * same program with its input negated twice.
 */
class SparseTest {
    /**
     * An autoencoder of data with zeros.
     *
     * @param rows of the matrix for each row of the batch
     * @param in its columns
     */
    private record Net(Node loss, Node code, int rows, int in) {
        static Net of(int rows, int in, int out, boolean sparse) {
            Graph g = new Graph();
            Node x = g.input("x", Shape.of(rows * in));
            Node left = (sparse ? x : x.negate().negate()).reshape(Shape.of(rows, in));
            Node code = Nets.dense(left, "code", out).tanh();
            Node y = Nets.dense(code, "back", in).reshape(x.shape());
            return new Net(y.minus(x).square().sum(), code, rows, in);
        }

        /** Some rows and some columns are full and some are empty. The others have a fraction of their values. */
        Feed feed(double density, int step) {
            int size = rows * in;
            return (input, row, to, at) -> {
                Noise.uniform(31, 1, step, row, to, at, size);
                Random random = new Random(1000L * step + row);
                boolean mixed = density > 0 && density < 1;
                for (int i = 0; i < size; i++) {
                    boolean full = mixed && (row % 11 == 3 || i % in / 70 == 3);
                    boolean empty = mixed && (row % 7 == 5 || i % in / 50 == 1);
                    if (empty || !full && random.nextDouble() >= density) {
                        to[at + i] = random.nextBoolean() ? 0f : -0f;
                    }
                }
            };
        }

        /** The digest of the parameters after some steps. */
        String train(double density, double greatestNorm, int count, int capacity, int threads) {
            Parameters parameters = Parameters.initial(loss.graph().parameters(), 5);
            try (Workers workers = Workers.of(threads)) {
                Executor executor = Executor.training(
                        loss, List.of(), parameters, new Optimizer.Adam(), greatestNorm, capacity, workers);
                for (int step = 1; step <= 2; step++) {
                    executor.train(feed(density, step), count, 9, step, 1e-2);
                }
            }
            return parameters.digest();
        }

        float[] encode(double density, int count, int capacity, int threads) {
            Parameters parameters = Parameters.initial(loss.graph().parameters(), 5);
            try (Workers workers = Workers.of(threads)) {
                Executor executor = Executor.forward(List.of(code), parameters, capacity, workers);
                executor.run(feed(density, 1), count, 9, 1, 0);
                float[] values = new float[count * code.shape().size()];
                executor.copy(code, 0, count, values, 0);
                return values;
            }
        }
    }

    /** Rows of the matrix, its columns, columns of the product, rows of the batch, the batch capacity, threads. */
    private static final int[][] SIZES = {
        {1, 64, 128, 1, 1, 1},
        {1, 65, 129, 2, 7, 2},
        {1, 301, 131, 37, 37, 3},
        {1, 600, 140, 21, 30, 2},
        {3, 150, 145, 97, 100, 1},
        {1, 70, 565, 300, 300, 1},
    };

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.2, 0.5, 1})
    void leavingOutZerosChangesNoBit(double density) {
        for (int[] size : SIZES) {
            int count = size[3];
            int capacity = size[4];
            int threads = size[5];
            Net sparse = Net.of(size[0], size[1], size[2], true);
            Net dense = Net.of(size[0], size[1], size[2], false);
            assertArrayEquals(
                    dense.encode(density, count, capacity, threads),
                    sparse.encode(density, count, capacity, threads),
                    Arrays.toString(size));
            assertEquals(
                    dense.train(density, 0, count, capacity, threads),
                    sparse.train(density, 0, count, capacity, threads),
                    Arrays.toString(size));
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.3})
    void clippedGradientsAreTheSameBitsOnAnyNumberOfThreads(double density) {
        Net net = Net.of(1, 301, 131, true);
        assertEquals(net.train(density, 0, 45, 45, 1), net.train(density, 1e30, 45, 45, 2));
        String expected = net.train(density, 0.5, 45, 45, 1);
        assertNotEquals(expected, net.train(density, 0, 45, 45, 1));
        for (int threads = 1; threads <= 4; threads++) {
            assertEquals(expected, net.train(density, 0.5, 45, 45 * threads, threads));
        }
    }

    @Test
    void dataBesideAConditionMayHaveZerosToo() {
        assertEquals(conditional(false), conditional(true));
    }

    private static String conditional(boolean sparse) {
        Graph g = new Graph();
        Node x = g.input("x", Shape.of(200));
        Node label = g.input("label", Shape.of(31));
        Node code = Nets.dense(Node.concat(List.of(sparse ? x : x.negate().negate(), label)), "code", 150);
        Node loss = code.square().sum();
        Parameters parameters = Parameters.initial(g.parameters(), 5);
        Feed pixels = Net.of(1, 200, 1, true).feed(0.2, 1);
        Feed feed = (input, row, to, at) -> {
            if (input == 0) {
                pixels.fill(input, row, to, at);
            } else {
                Arrays.fill(to, at, at + 31, 0);
                to[at + row % 31] = 1;
            }
        };
        try (Workers workers = Workers.of(2)) {
            Executor executor = Executor.training(loss, List.of(), parameters, new Optimizer.Sgd(0), 0, 50, workers);
            executor.train(feed, 50, 1, 1, 0.1);
        }
        return parameters.digest();
    }

    @Test
    void aBatchWithFewerRowsLeavesNoTraceInTheNext() {
        Net net = Net.of(1, 200, 150, true);
        Parameters parameters = Parameters.initial(net.loss().graph().parameters(), 5);
        try (Workers workers = Workers.of(2)) {
            Executor executor = Executor.gradients(net.loss(), List.of(), parameters, 60, workers);
            Executor fresh = Executor.gradients(net.loss(), List.of(), parameters, 60, workers);
            executor.run(net.feed(1, 1), 60, 9, 1, 0);
            executor.run(net.feed(0.1, 2), 7, 9, 2, 0);
            fresh.run(net.feed(0.1, 2), 7, 9, 2, 0);
            assertEquals(fresh.gradients().digest(), executor.gradients().digest());
        }
    }

    /** NaN counts as not zero. */
    @Test
    void notANumberComesThrough() {
        Net net = Net.of(1, 100, 130, true);
        Parameters parameters = Parameters.initial(net.loss().graph().parameters(), 5);
        try (Workers workers = Workers.of(1)) {
            Executor executor = Executor.forward(List.of(net.code()), parameters, 3, workers);
            executor.run((input, row, to, at) -> to[at + 50] = row == 1 ? Float.NaN : 0, 3, 0, 1, 0);
            for (int row = 0; row < 3; row++) {
                assertEquals(row == 1, Float.isNaN(executor.value(net.code(), row, 129)), "row " + row);
            }
        }
    }

    @Tag("slow")
    @Test
    void aStepAllocatesNothing() throws Exception {
        long bound = 256;
        Process process = Jvm.start(
                List.of("--add-modules=jdk.incubator.vector", "-Delbo.plain=true"),
                AllocationProgram.class,
                "0",
                Long.toString(bound),
                "sparse");
        List<String> lines = Jvm.output(process);
        long bytes = Long.parseLong(lines.get(lines.size() - 1));
        assertTrue(bytes <= bound, bytes + " bytes a step");
    }
}
