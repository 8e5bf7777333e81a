package io.elbo.engine.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.engine.Gradients;
import io.elbo.engine.Graph;
import io.elbo.engine.Initializer;
import io.elbo.engine.Nets;
import io.elbo.engine.Node;
import io.elbo.engine.Op;
import io.elbo.engine.Shape;
import io.elbo.engine.execution.Emission.Emitted;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests which memory the parts of the planner give to values. */
class MemoryTest {
    private static final int ROWS = 29;

    /** The intermediate results of the planner for one thread. */
    private record Parts(Emission emission, Groups groups, Memory memory) {
        static Parts of(List<Node> outputs, Map<Node, List<Node>> gradients, Parameters parameters) {
            Function<Node, Tensor> tensors =
                    node -> parameters.tensor(((Op.Parameter) Values.root(node).op()).name());
            Program program = Program.of(outputs, gradients.values(), ROWS);
            ExecutionOrder schedule = ExecutionOrder.of(program);
            OperandForms forms = OperandForms.of(schedule.order(), ROWS);
            Emission emission = new Emitter(schedule, forms, tensors, ROWS).emit();
            Groups groups = Groups.of(emission.instructions());
            return new Parts(emission, groups, Memory.allocate(groups, emission.buffers(), program.draws(), ROWS, 1));
        }

        static Parts of(Node output) {
            return of(
                    List.of(output), Map.of(), Parameters.initial(output.graph().parameters(), 1));
        }

        /** The buffers that share memory. */
        Collection<Buffer> temporary() {
            return emission.instructions().stream()
                    .map(Emitted::writes)
                    .filter(value -> value != null && !emission.buffer(value).ofWholeBatch())
                    .map(emission::buffer)
                    .toList();
        }
    }

    static List<Nets.Net> nets() {
        return List.of(Nets.dense(), Nets.sparse(), Nets.convolutional(), Nets.coupled(ROWS), Nets.draws(7, true));
    }

    /**
     * Runs the instructions of a chunk, block by block as their groups do, on memory that records which value each number belongs
     * to. What an instruction reads must still be there after it has written.
     */
    @ParameterizedTest
    @MethodSource("nets")
    void everyValueIsThereUntilItIsReadLast(Nets.Net net) {
        Parts parts = Parts.of(List.of(net.loss()), Gradients.of(net.loss()), net.parameters(1));
        Map<float[], Node[]> owners = new IdentityHashMap<>();
        Worker worker = new Worker(0, 0, 0, 0, false);
        int chunk = Math.min(ROWS, parts.memory().chunkRows());
        int reads = 0;
        List<Emitted> all = parts.emission().instructions();
        for (int i = 0; i < all.size(); i = parts.groups().end(i) + 1) {
            int times = all.get(i).times();
            int rows = all.get(i).byRow()
                    ? parts.memory().blockRows()[parts.groups().of()[i]]
                    : chunk * times;
            for (int first = 0; first < chunk * times; first += rows) {
                worker.blockStart = first;
                int last = Math.min(chunk * times, first + rows);
                for (Emitted emitted : all.subList(i, parts.groups().end(i) + 1)) {
                    if (emitted.writes() != null) {
                        Node value = emitted.writes();
                        visit(parts, owners, worker, value, times, first, last, (owner, at) -> owner[at] = value);
                    }
                    for (Node read : emitted.reads()) {
                        reads += visit(parts, owners, worker, read, times, first, last, (owner, at) -> {
                            assertSame(read, owner[at], emitted.instruction().toString());
                        });
                    }
                }
            }
        }
        assertTrue(reads > 1000, reads + " numbers read");
    }

    private interface Visitor {
        void visit(Node[] owner, int at);
    }

    /** Visits the memory of a value in some rows or draws, unless it is kept for the whole batch. Returns how many numbers it visited. */
    private static int visit(
            Parts parts,
            Map<float[], Node[]> owners,
            Worker worker,
            Node value,
            int times,
            int first,
            int last,
            Visitor visitor) {
        Buffer buffer = parts.emission().buffer(value);
        if (buffer.ofWholeBatch()) {
            return 0;
        }
        float[] memory = buffer.array(worker);
        Node[] owner = owners.computeIfAbsent(memory, m -> new Node[m.length]);
        for (int row = first; row < last; row++) {
            int start = buffer.at(worker, row / (times / value.draws()));
            for (int at = start; at < start + buffer.size; at++) {
                visitor.visit(owner, at);
            }
        }
        return (last - first) * buffer.size;
    }

    @Test
    void aChainOfAnyLengthTakesTurnsInTwoSlots() {
        Graph graph = new Graph();
        Node value = graph.input("x", Shape.of(64));
        for (int i = 0; i < 50; i++) {
            value = value.tanh();
        }
        Parts parts = Parts.of(value.sum());
        Set<float[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
        Worker worker = new Worker(0, 0, 0, 0, false);
        parts.temporary().forEach(buffer -> arrays.add(buffer.array(worker)));
        assertEquals(51, parts.temporary().size());
        assertEquals(2, arrays.size());
        // processing more than 2,048 consecutive numbers is not faster
        arrays.forEach(array -> assertEquals(2048, array.length));
    }

    @Test
    void onlyWhatProductsReadAndWriteLivesForAChunk() {
        Graph graph = new Graph();
        Node x = graph.input("x", Shape.of(64));
        Node shifted = x.plus(1);
        Node weight = graph.parameter("W", Shape.of(32, 64), new Initializer.Constant(1));
        Node product = shifted.affine(weight);
        Node tanh = product.tanh();
        Lifetimes lifetimes = new Lifetimes(Parts.of(tanh.sum()).groups());
        assertTrue(lifetimes.ofBlock(x));
        assertTrue(!lifetimes.ofBlock(shifted));
        assertTrue(!lifetimes.ofBlock(product));
        assertTrue(lifetimes.ofBlock(tanh));
    }
}
