package io.elbo.engine.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.engine.Gradients;
import io.elbo.engine.Graph;
import io.elbo.engine.Initializer;
import io.elbo.engine.Nets;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.engine.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Draws of a row. Gradients are tested in {@link GradientsTest}, bits in {@link SameBitsTest}. */
class DrawsTest {
    private static final int ROWS = 29;

    private final Graph g = new Graph();
    private final Node x = g.input("x", Shape.of(4));

    /** The losses of the rows, and the gradients. */
    private record Result(List<Float> losses, Parameters gradients) {
        static Result of(Nets.Net net, int threads) {
            try (Workers workers = Workers.of(threads)) {
                Executor executor =
                        Executor.gradients(net.loss(), List.of(net.loss()), net.parameters(5), ROWS, workers);
                executor.run(Nets.feed(net, 1), ROWS, 3, 4, 5);
                List<Float> losses = new ArrayList<>();
                for (int row = 0; row < ROWS; row++) {
                    losses.add(executor.value(net.loss(), row, 0));
                }
                return new Result(losses, executor.gradients());
            }
        }
    }

    /** Sums over the batch add draws and rows in another order, so gradients differ in their last bits. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 40})
    void drawsAreWhatAsManyCopiesOfTheProgramCompute(int k) {
        Result apart = Result.of(Nets.draws(k, false), 1);
        for (int threads = 1; threads <= 2; threads++) {
            Result together = Result.of(Nets.draws(k, true), threads);
            assertEquals(apart.losses, together.losses);
            for (String name : apart.gradients.names()) {
                float[] expected = apart.gradients.get(name);
                float[] actual = together.gradients.get(name);
                double scale = 0;
                for (float e : expected) {
                    scale = Math.max(scale, Math.abs(e));
                }
                for (int i = 0; i < expected.length; i++) {
                    assertEquals(expected[i], actual[i], 1e-5 * scale, name);
                }
            }
        }
    }

    @Test
    void oneDrawIsNoOtherProgram() {
        Node y = x.times(g.normal(Shape.of(4), 1)).exp();
        assertEquals(1, y.draws());
        assertSame(y, y.eachDraw(1));
        assertEquals(Shape.of(1, 4), y.joinDraws().shape());
    }

    /** The cache budget of the planner holds for any number of draws. */
    @Test
    void aChunkHasAsFewerRowsAsThereAreMoreDraws() {
        int few = 50 * chunkRows(50);
        assertEquals(1, 400.0 * chunkRows(400) / few, 0.2);
        assertTrue(few < 5 * 1000, few + " draws of rows in a chunk");
        assertEquals(1, chunkRows(10_000));
    }

    private static int chunkRows(int draws) {
        Nets.Net net = Nets.draws(draws, true);
        return Planner.plan(List.of(net.loss()), Map.of(), net.parameters(1)::tensor, 1000, 1)
                .chunkRows();
    }

    private static void refused(Executable expression, String named) {
        String message =
                assertThrows(IllegalArgumentException.class, expression).getMessage();
        assertTrue(message.contains(named), message);
    }

    @Test
    void drawsThatDoNotFitAreRefused() {
        Node two = x.eachDraw(2);
        refused(() -> two.eachDraw(3), "node 1 EachDraw [4] in 2 draws");
        refused(() -> two.plus(x.eachDraw(3)), "2 draws");
        refused(() -> x.eachDraw(0), "0 draws of input x [4]");
        refused(() -> g.parameter("p", Shape.of(4), new Initializer.Constant(0)).eachDraw(2), "parameter p");
        refused(() -> two.allRows(5), "AllRows of node 1 EachDraw [4] in 2 draws");
        refused(() -> g.normal(Shape.of(4), 0), "draws 0");
        refused(() -> Gradients.of(two.sum()), "without draws");
        Parameters none = Parameters.zeros(List.of());
        refused(() -> Executor.forward(List.of(two), none, 5, Workers.of(1)), "join the draws first");
    }

    @Test
    @Tag("slow")
    void memoryBeyondAnArrayIsRefusedByTheNumbers() {
        Graph graph = new Graph();
        Node z = graph.input("z", Shape.of(8)).times(graph.normal(Shape.of(8), 1000));
        Node w = graph.parameter("W", Shape.of(1000, 8), new Initializer.Uniform(1));
        Node loss = z.affine(w).square().sumAll().joinDraws().sumAll();
        Parameters parameters = Parameters.initial(graph.parameters(), 1);
        refused(
                () -> Executor.gradients(loss, List.of(), parameters, 10_000, Workers.of(1)),
                "1000 numbers kept for each of 10000 rows in each of 1000 draws");
    }
}
