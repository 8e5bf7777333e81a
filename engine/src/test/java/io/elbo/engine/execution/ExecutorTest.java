package io.elbo.engine.execution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.engine.AllocationProgram;
import io.elbo.engine.Feed;
import io.elbo.engine.Goal;
import io.elbo.engine.Graph;
import io.elbo.engine.Initializer;
import io.elbo.engine.Jvm;
import io.elbo.engine.Nets;
import io.elbo.engine.Node;
import io.elbo.engine.Optimizer;
import io.elbo.engine.Shape;
import io.elbo.engine.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

public class ExecutorTest {
    private static final int OUT = 5;
    private static final int IN = 7;
    private static final int ROWS = 6;

    /**
     * {@code loss = sum of c * (W x + b)}. The gradients with respect to W and b are the means over rows of {@code c x^T} and of
     * c, whatever W and b are.
     */
    private static final class Linear {
        final Graph graph = new Graph();
        final Node x = graph.input("x", Shape.of(IN));
        final Node c = graph.input("c", Shape.of(OUT));
        final Node weight = graph.parameter("W", Shape.of(OUT, IN), new Initializer.Uniform(1));
        final Node bias = graph.parameter("b", Shape.of(OUT), new Initializer.Uniform(1));
        final Node loss = x.affine(weight, bias).times(c).sum();
        final Parameters parameters = Parameters.initial(graph.parameters(), 3);

        /** The data of one step, and a gradient: W row by row, then b. */
        static float[][][] data(int step, double[] gradient) {
            Random random = new Random(step);
            float[][][] data = {new float[ROWS][IN], new float[ROWS][OUT]};
            Arrays.fill(gradient, 0);
            for (int row = 0; row < ROWS; row++) {
                for (float[][] values : data) {
                    for (int i = 0; i < values[row].length; i++) {
                        values[row][i] = (float) random.nextGaussian();
                    }
                }
                for (int o = 0; o < OUT; o++) {
                    for (int i = 0; i < IN; i++) {
                        gradient[o * IN + i] += (double) data[1][row][o] * data[0][row][i] / ROWS;
                    }
                    gradient[OUT * IN + o] += (double) data[1][row][o] / ROWS;
                }
            }
            return data;
        }

        static Feed feed(float[][][] data) {
            return (input, row, to, at) -> System.arraycopy(data[input][row], 0, to, at, data[input][row].length);
        }

        double[] values() {
            return flat(parameters);
        }

        static double[] flat(Parameters parameters) {
            double[] all = new double[OUT * IN + OUT];
            float[] w = parameters.get("W");
            float[] b = parameters.get("b");
            for (int i = 0; i < all.length; i++) {
                all[i] = i < w.length ? w[i] : b[i - w.length];
            }
            return all;
        }
    }

    /** A published formula for one value; its memory is in the state. */
    private interface Formula {
        double step(double w, double g, double[] state, double rate, int number);
    }

    static Stream<Arguments> optimizers() {
        Formula momentum = (w, g, s, rate, t) -> {
            s[0] = 0.9 * s[0] + g;
            return w - rate * s[0];
        };
        Formula plain = (w, g, s, rate, t) -> w - rate * g;
        Formula adagrad = (w, g, s, rate, t) -> {
            s[0] += g * g;
            return w - rate * g / (Math.sqrt(s[0]) + 1e-8);
        };
        Formula adam = (w, g, s, rate, t) -> {
            s[0] = 0.9 * s[0] + 0.1 * g;
            s[1] = 0.999 * s[1] + 0.001 * g * g;
            double mean = s[0] / (1 - Math.pow(0.9, t));
            double square = s[1] / (1 - Math.pow(0.999, t));
            return w - rate * mean / (Math.sqrt(square) + 1e-8);
        };
        Formula adamW = (w, g, s, rate, t) -> adam.step(w - rate * 0.2 * w, g, s, rate, t);
        return Stream.of(
                Arguments.of(new Optimizer.Sgd(0), plain),
                Arguments.of(new Optimizer.Sgd(0.9), momentum),
                Arguments.of(new Optimizer.Adagrad(1e-8), adagrad),
                Arguments.of(new Optimizer.Adam(), adam),
                Arguments.of(new Optimizer.AdamW(0.9, 0.999, 1e-8, 0.2), adamW));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void twentyStepsOfAnOptimizerAreThoseOfItsFormula(Optimizer optimizer, Formula formula) {
        Linear net = new Linear();
        double[] expected = net.values();
        double[][] state = new double[expected.length][2];
        double[] gradient = new double[expected.length];
        try (Workers workers = Workers.of(2)) {
            Executor executor = Executor.training(net.loss, List.of(), net.parameters, optimizer, 0, ROWS + 3, workers);
            for (int step = 1; step <= 20; step++) {
                double rate = 0.05 / step;
                executor.train(Linear.feed(Linear.data(step, gradient)), ROWS, 0, step, rate);
                for (int i = 0; i < expected.length; i++) {
                    expected[i] = formula.step(expected[i], gradient[i], state[i], rate, step);
                }
                assertArrayEquals(expected, net.values(), 1e-5, "step " + step);
            }
            assertEquals(optimizer.moments(), executor.moments().size());
            for (int m = 0; m < optimizer.moments() && !optimizer.equals(new Optimizer.Sgd(0)); m++) {
                double[] moments = Linear.flat(executor.moments().get(m));
                for (int i = 0; i < moments.length; i++) {
                    assertEquals(state[i][m], moments[i], 1e-5 * Math.max(1, Math.abs(state[i][m])));
                }
            }
        }
    }

    /** The gradient does not depend on the parameters, so each is trained as if the other also minimized its loss. */
    @Test
    void parametersAreTrainedByTheLossesOfTheirGoals() {
        float[][] expected = new float[2][];
        for (int i = 0; i < 2; i++) {
            Linear net = new Linear();
            train(net, List.of(new Goal(net.loss.times(1 + i))), 0);
            expected[i] = net.parameters.get(i == 0 ? "W" : "b");
        }
        Linear net = new Linear();
        train(net, List.of(new Goal(net.loss, "W"::equals), new Goal(net.loss.times(2), "b"::equals)), 0);
        assertArrayEquals(expected[0], net.parameters.get("W"));
        assertArrayEquals(expected[1], net.parameters.get("b"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5})
    void parametersOfNoGoalAreFrozen(double greatestNorm) {
        Linear net = new Linear();
        float[] weight = net.parameters.get("W");
        float[] bias = net.parameters.get("b");
        Executor executor = train(net, List.of(new Goal(net.loss, "b"::equals)), greatestNorm);
        assertArrayEquals(weight, net.parameters.get("W"));
        assertArrayEquals(new float[OUT * IN], executor.moments().get(1).get("W"));
        for (int i = 0; i < OUT; i++) {
            assertNotEquals(bias[i], net.parameters.get("b")[i]);
        }
    }

    private static Executor train(Linear net, List<Goal> goals, double greatestNorm) {
        Optimizer optimizer = new Optimizer.AdamW(0.9, 0.999, 1e-8, 0.2);
        try (Workers workers = Workers.of(2)) {
            Executor executor =
                    Executor.training(goals, List.of(), net.parameters, optimizer, greatestNorm, ROWS, workers);
            for (int step = 1; step <= 5; step++) {
                float[][][] data = Linear.data(step, new double[OUT * IN + OUT]);
                executor.train(Linear.feed(data), ROWS, 0, step, 0.1);
            }
            return executor;
        }
    }

    @Tag("slow")
    @Test
    void aChainOfAnyLengthIsPlanned() {
        Graph graph = new Graph();
        Node x = graph.input("x", Shape.of(1));
        Node sum = x;
        for (int i = 0; i < 20_000; i++) {
            sum = sum.plus(x);
        }
        try (Workers workers = Workers.of(1)) {
            Executor executor = Executor.forward(List.of(sum), Parameters.zeros(List.of()), 1, workers);
            executor.run((input, row, to, at) -> to[at] = 3, 1, 0, 0, 0);
            assertEquals(60_003, executor.value(sum, 0, 0));
        }
    }

    @Test
    void theNormIsThatOfTheGradientsOfAllGoals() {
        Linear net = new Linear();
        double[] gradient = new double[net.values().length];
        float[][][] data = Linear.data(1, gradient);
        double squares = 0;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= i < OUT * IN ? 3 : 1;
            squares += gradient[i] * gradient[i];
        }
        double[] expected = net.values();
        for (int i = 0; i < expected.length; i++) {
            expected[i] -= 0.1 * gradient[i] * 0.25 / Math.sqrt(squares);
        }
        List<Goal> goals = List.of(new Goal(net.loss, "b"::equals), new Goal(net.loss.times(3), "W"::equals));
        try (Workers workers = Workers.of(2)) {
            Executor.training(goals, List.of(), net.parameters, new Optimizer.Sgd(0), 0.25, ROWS, workers)
                    .train(Linear.feed(data), ROWS, 0, 1, 0.1);
        }
        assertArrayEquals(expected, net.values(), 1e-6);
    }

    @Test
    void aProgramThatTrainsNothingStillRuns() {
        Linear net = new Linear();
        String before = net.parameters.digest();
        train(net, List.of(new Goal(net.loss, name -> false)), 0.5);
        assertEquals(before, net.parameters.digest());
    }

    @Test
    void gradientsAboveTheBoundAreScaledDownToIt() {
        Linear net = new Linear();
        double[] gradient = new double[net.values().length];
        float[][][] data = Linear.data(1, gradient);
        double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
        for (double bound : new double[] {norm / 10, norm * 10}) {
            double[] expected = net.values();
            for (int i = 0; i < expected.length; i++) {
                expected[i] -= 0.1 * gradient[i] * Math.min(1, bound / norm);
            }
            try (Workers workers = Workers.of(2)) {
                Executor.training(net.loss, List.of(), net.parameters, new Optimizer.Sgd(0), bound, ROWS, workers)
                        .train(Linear.feed(data), ROWS, 0, 1, 0.1);
            }
            assertArrayEquals(expected, net.values(), 1e-6);
        }
    }

    @Test
    void aBoundThatIsNeverReachedChangesNoBit() {
        for (Nets.Net net : List.of(Nets.dense(), Nets.convolutional())) {
            for (Optimizer optimizer : List.of(new Optimizer.Sgd(0.9), new Optimizer.Adam())) {
                assertEquals(
                        Nets.train(net, optimizer, 0, 3, 20, 20, 2), Nets.train(net, optimizer, 1e30, 3, 20, 20, 2));
            }
        }
    }

    /** Continuing from Adam's stored moments gives the bits of an uninterrupted run. */
    @Test
    void trainingGoesOnFromStoredMoments() {
        Nets.Net net = Nets.dense();
        String expected = Nets.train(net, new Optimizer.Adam(), 0, 6, 20, 20, 1);
        Parameters parameters = net.parameters(5);
        try (Workers workers = Workers.of(1)) {
            Executor first = training(net, parameters, workers);
            for (int step = 1; step <= 3; step++) {
                first.train(Nets.feed(net, step), 20, 9, step, 1e-3);
            }
            Parameters copy = parameters.copy();
            Executor second = training(net, copy, workers);
            second.moments().get(0).copyFrom(first.moments().get(0));
            second.moments().get(1).copyFrom(first.moments().get(1));
            for (int step = 4; step <= 6; step++) {
                second.train(Nets.feed(net, step), 20, 9, step, 1e-3);
            }
            assertEquals(expected, copy.digest());
        }
    }

    private static Executor training(Nets.Net net, Parameters parameters, Workers workers) {
        return Executor.training(net.loss(), List.of(), parameters, new Optimizer.Adam(), 0, 20, workers);
    }

    @Test
    void noiseIsAddressedByRowNotByIndexInTheBatch() {
        Graph g = new Graph();
        Node x = g.input("x", Shape.of(3));
        Node y = x.plus(g.normal(Shape.of(3))).times(g.uniform(Shape.of(3)));
        Parameters none = Parameters.zeros(List.of());
        float[] together = new float[30];
        float[] apart = new float[30];
        try (Workers workers = Workers.of(2)) {
            Executor executor = Executor.forward(List.of(y), none, 10, workers);
            executor.run((input, row, to, at) -> Arrays.fill(to, at, at + 3, row), 10, 1, 2, 100);
            executor.copy(y, 0, 10, together, 0);
            for (int i = 0; i < 10; i++) {
                int value = i;
                executor.run((input, row, to, at) -> Arrays.fill(to, at, at + 3, value), 1, 1, 2, 100 + i);
                executor.copy(y, 0, 1, apart, 3 * i);
            }
            assertArrayEquals(together, apart);
            for (int change = 0; change < 3; change++) {
                executor.run(
                        (input, row, to, at) -> Arrays.fill(to, at, at + 3, row),
                        10,
                        change == 0 ? 7 : 1,
                        change == 1 ? 7 : 2,
                        change == 2 ? 7 : 100);
                executor.copy(y, 0, 10, apart, 0);
                for (int i = 0; i < 30; i++) {
                    assertNotEquals(together[i], apart[i]);
                }
            }
        }
    }

    @Test
    void everyValueAskedForIsThere() {
        Graph g = new Graph();
        Node x = g.input("x", Shape.of(4));
        Node p = g.parameter("p", Shape.of(4), new Initializer.Constant(2)).spread();
        Node reshaped = x.exp().reshape(Shape.of(2, 2));
        Node constant = g.fill(7, Shape.of(3));
        Parameters parameters = Parameters.initial(g.parameters(), 0);
        try (Workers workers = Workers.of(2)) {
            Executor executor =
                    Executor.forward(List.of(x, p, reshaped, constant, x.times(p)), parameters, 200, workers);
            executor.run((input, row, to, at) -> Arrays.fill(to, at, at + 4, row % 5), 150, 0, 0, 0);
            for (int row = 0; row < 150; row++) {
                assertEquals(row % 5, executor.value(x, row, 3));
                assertEquals(2, executor.value(p, row, 3));
                assertEquals(Math.exp(row % 5), executor.value(reshaped, row, 3), 1e-5);
                assertEquals(7, executor.value(constant, row, 2));
                assertEquals(row % 5 * 2, executor.value(x.times(p), row, 3));
            }
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> executor.value(x.log(), 0, 0));
            assertTrue(e.getMessage().contains("Map [4] is not an output"), e.getMessage());
        }
    }

    private static float[] values(Node node, float... x) {
        try (Workers workers = Workers.of(1)) {
            Executor executor = Executor.forward(List.of(node), Parameters.zeros(List.of()), 1, workers);
            executor.run((input, row, to, at) -> System.arraycopy(x, 0, to, at, x.length), 1, 0, 0, 0);
            float[] result = new float[node.shape().size()];
            executor.copy(node, 0, 1, result, 0);
            return result;
        }
    }

    @Test
    void infiniteValuesCountAsTheirLimitsInLogSumExpAndSoftmax() {
        float inf = Float.POSITIVE_INFINITY;
        Node x = new Graph().input("x", Shape.of(3));
        assertArrayEquals(new float[] {2}, values(x.logSumExp(), -inf, 2, -inf));
        assertArrayEquals(new float[] {5 + (float) Math.log(2)}, values(x.logSumExp(), 5, -inf, 5), 1e-6f);
        assertArrayEquals(new float[] {-inf}, values(x.logSumExp(), -inf, -inf, -inf));
        assertArrayEquals(new float[] {inf}, values(x.logSumExp(), -inf, inf, 3));
        assertArrayEquals(new float[] {Float.NaN}, values(x.logSumExp(), 1, Float.NaN, 3));
        assertArrayEquals(new float[] {1e30f}, values(x.logSumExp(), 1e30f, 3, -1e30f));
        for (float[] some : new float[][] {
            {-inf, 2, -inf}, {5, -inf, 5}, {-inf, -inf, -inf}, {-inf, inf, 3}, {1, Float.NaN, 3}, {1e30f, 3, -1e30f}
        }) {
            assertArrayEquals(values(x.logSumExp(), some), values(x.logSumExpOfGroups(List.of(3)), some));
            float[] first = values(x.logSumExpOfGroups(List.of(1, 2)), some);
            assertEquals(some[0], first[0]);
        }
        assertArrayEquals(new float[] {0.5f, 0, 0.5f}, values(x.softmax(), -800, -inf, -800));
        assertArrayEquals(new float[] {0, 1, 0}, values(x.softmax(), -3e38f, 3e38f, -inf));
    }

    @Test
    void minusInfinityHasNoGradientInLogSumExp() {
        Graph g = new Graph();
        Node p = g.parameter("p", Shape.of(3), new Initializer.Constant(0));
        Node loss = g.input("x", Shape.of(3)).plus(p.spread()).logSumExp();
        float[] x = {(float) Math.log(3), Float.NEGATIVE_INFINITY, 0};
        try (Workers workers = Workers.of(1)) {
            Executor executor = Executor.gradients(loss, List.of(), Parameters.initial(g.parameters(), 0), 1, workers);
            executor.run((input, row, to, at) -> System.arraycopy(x, 0, to, at, 3), 1, 0, 0, 0);
            assertArrayEquals(
                    new float[] {0.75f, 0, 0.25f}, executor.gradients().get("p"), 1e-6f);
        }
    }

    @Test
    void boundsKeepWhatIsBetweenThemAndNotANumber() {
        float inf = Float.POSITIVE_INFINITY;
        float tiny = Float.MIN_VALUE;
        Node x = new Graph().input("x", Shape.of(7));
        float[] all = {-inf, -1, Math.nextDown(1f), 2, tiny, inf, Float.NaN};
        assertArrayEquals(new float[] {0, 0, Math.nextDown(1f), 1, tiny, 1, Float.NaN}, values(x.clamp(0, 1), all));
        assertArrayEquals(new float[] {-inf, -1, 0, 0, 0, 0, Float.NaN}, values(x.min(0), all));
        assertArrayEquals(new float[] {0, 0, Math.nextDown(1f), 2, tiny, inf, Float.NaN}, values(x.max(0), all));
        assertArrayEquals(all, values(x.clamp(-inf, inf), all));
    }

    @Test
    @Tag("slow")
    void manyExecutorsOnManyThreadsMayShareParametersAndWorkers() throws InterruptedException {
        Nets.Net net = Nets.dense();
        Parameters parameters = net.parameters(1);
        float[] losses = new float[4];
        try (Workers workers = Workers.of(2)) {
            Thread[] threads = new Thread[losses.length];
            for (int i = 0; i < threads.length; i++) {
                int index = i;
                threads[i] = new Thread(() -> {
                    Executor executor = Executor.forward(List.of(net.loss()), parameters, 20, workers);
                    for (int run = 0; run < 20; run++) {
                        executor.run(Nets.feed(net, 1), 20, 1, 1, 0);
                        losses[index] = executor.value(net.loss(), 19, 0);
                    }
                });
                threads[i].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertTrue(losses[0] > 0);
        for (float loss : losses) {
            assertEquals(losses[0], loss);
        }
    }

    /**
     * Uses the plain kernels, because whether the JIT compiler keeps vectors in registers differs from run to run
     * ({@link AllocationProgram} reports it). The exceptions are Adam's two calls of StrictMath.pow, for which the JDK allocates
     * tables of 96 bytes each.
     */
    @ParameterizedTest
    @CsvSource({"0, convolutional", "0.5, convolutional", "0, draws"})
    @Tag("slow")
    void aTrainingStepAllocatesNothing(String greatestNorm, String program) throws Exception {
        assertAllocatesAtMost(256, "-Delbo.plain=true", greatestNorm, program);
    }

    private static void assertAllocatesAtMost(long bound, String option, String greatestNorm, String program)
            throws Exception {
        Process process = Jvm.start(
                List.of("--add-modules=jdk.incubator.vector", option),
                AllocationProgram.class,
                greatestNorm,
                Long.toString(bound),
                program);
        List<String> lines = Jvm.output(process);
        long bytes = Long.parseLong(lines.get(lines.size() - 1));
        assertTrue(bytes <= bound, bytes + " bytes a step");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anErrorOfTheFeedComesOutAndTheExecutorGoesOn(int threads) {
        Nets.Net net = Nets.dense();
        String expected = Nets.train(net, new Optimizer.Adam(), 0, 2, 150, 150, 1);
        Parameters parameters = net.parameters(5);
        try (Workers workers = Workers.of(threads)) {
            Executor executor =
                    Executor.training(net.loss(), List.of(), parameters, new Optimizer.Adam(), 0, 150, workers);
            executor.train(Nets.feed(net, 1), 150, 9, 1, 1e-3);
            String before = parameters.digest();
            for (int bad : new int[] {0, 75, 149}) {
                RuntimeException failure = new IllegalStateException("row " + bad + " cannot be read");
                Feed broken = (input, row, to, at) -> {
                    if (row == bad) {
                        throw failure;
                    }
                };
                assertSame(
                        failure, assertThrows(RuntimeException.class, () -> executor.train(broken, 150, 9, 2, 1e-3)));
                assertEquals(before, parameters.digest(), "nothing was trained");
            }
            executor.train(Nets.feed(net, 2), 150, 9, 2, 1e-3);
            assertEquals(expected, parameters.digest());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 6, Integer.MAX_VALUE})
    void batchesOfTooFewOrTooManyRowsAreRefused(int count) {
        Linear net = new Linear();
        try (Workers workers = Workers.of(1)) {
            Executor training =
                    Executor.training(net.loss, List.of(), net.parameters, new Optimizer.Adam(), 0, 5, workers);
            Executor forward = Executor.forward(List.of(net.loss), net.parameters, 5, workers);
            Feed feed = (input, row, to, at) -> {};
            for (IllegalArgumentException e : List.of(
                    assertThrows(IllegalArgumentException.class, () -> training.train(feed, count, 0, 1, 0.1)),
                    assertThrows(IllegalArgumentException.class, () -> forward.run(feed, count, 0, 1, 0)))) {
                assertTrue(e.getMessage().contains(count + " rows")
                        && e.getMessage().contains("1 to 5"));
            }
        }
    }

    @Test
    void whatAnExecutorCannotBeMadeOfIsRefused() {
        Linear net = new Linear();
        Optimizer adam = new Optimizer.Adam();
        try (Workers workers = Workers.of(1)) {
            for (int rows : new int[] {0, -1}) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Executor.forward(List.of(net.loss), net.parameters, rows, workers));
            }
            for (double norm : new double[] {-1, Double.NaN}) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Executor.training(net.loss, List.of(), net.parameters, adam, norm, 5, workers));
            }
            Parameters others = Parameters.zeros(List.of(net.bias));
            IllegalArgumentException e = assertThrows(
                    IllegalArgumentException.class, () -> Executor.forward(List.of(net.loss), others, 5, workers));
            assertTrue(e.getMessage().contains("no parameter W"), e.getMessage());
            Executor forward = Executor.forward(List.of(net.loss), net.parameters, 5, workers);
            assertThrows(IllegalStateException.class, forward::gradients);
        }
    }

    @Test
    void stepsAreCountedFromOne() {
        Linear net = new Linear();
        try (Workers workers = Workers.of(1)) {
            Executor executor =
                    Executor.training(net.loss, List.of(), net.parameters, new Optimizer.Adam(), 0, 5, workers);
            String before = net.parameters.digest();
            assertThrows(
                    IllegalArgumentException.class, () -> executor.train((input, row, to, at) -> {}, 5, 0, 0, 0.1));
            assertEquals(before, net.parameters.digest());
        }
    }

    @Test
    void optimizersRefuseWhatIsOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> new Optimizer.Sgd(1));
        assertThrows(IllegalArgumentException.class, () -> new Optimizer.Sgd(-0.1));
        assertThrows(IllegalArgumentException.class, () -> new Optimizer.Adagrad(0));
        assertThrows(IllegalArgumentException.class, () -> new Optimizer.Adam(1, 0.9, 1e-8));
        assertThrows(IllegalArgumentException.class, () -> new Optimizer.Adam(0.9, Double.NaN, 1e-8));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new Optimizer.AdamW(0.9, 0.999, 1e-8, 1.5));
        assertTrue(e.getMessage().contains("weightDecay 1.5"));
    }
}
