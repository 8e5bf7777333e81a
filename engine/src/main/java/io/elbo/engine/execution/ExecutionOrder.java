package io.elbo.engine.execution;

import io.elbo.engine.Node;
import io.elbo.engine.Op;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The order in which a program is computed, and the values to keep for the whole batch. These are outputs, values that a later
 * phase reads, values that operations between rows read, and values that some sums over the batch read directly: those of
 * convolutions and those that may skip zeros.
 *
 * @param order the nodes by phase, and by stage within a phase; operands first
 * @param wholeBatch values that are kept for the whole batch
 * @param contiguous values of which an instruction reads all rows of a chunk at once
 */
record ExecutionOrder(List<Node> order, Phases phases, Set<Node> wholeBatch, Set<Node> contiguous) {
    static ExecutionOrder of(Program program) {
        Set<Node> wholeBatch = readAsTheyAre(program);
        Phases phases = new Phases(program.nodes(), wholeBatch);
        Stages stages = new Stages(program.nodes());
        List<Node> order = new ArrayList<>(program.nodes());
        order.sort(
                Comparator.comparingInt(phases::of).thenComparingInt(stages::of).thenComparingInt(Node::id));
        Set<Node> contiguous = new HashSet<>(wholeBatch);
        for (Node node : order) {
            if (Values.isProduct(node.op())) {
                contiguous.add(Values.root(node.inputs().get(0)));
            }
        }
        for (Node node : order) {
            Node kept = memory(node, contiguous);
            if (phases.crosses(node) && (!Values.isConstant(kept.op()) || contiguous.contains(kept))) {
                wholeBatch.add(kept);
            }
        }
        return new ExecutionOrder(order, phases, wholeBatch, contiguous);
    }

    /** Returns the values that are kept for the whole batch in any case. */
    private static Set<Node> readAsTheyAre(Program program) {
        Set<Node> values = new HashSet<>();
        program.outputs().forEach(node -> values.add(Values.root(node)));
        for (Node node : program.nodes()) {
            Op op = node.op();
            if (op instanceof Op.ConvolveOuterSum
                    || Phases.couplesRows(op)
                    || op instanceof Op.OuterSum && Values.maySkipZeros(node)) {
                values.add(Values.root(node.inputs().get(0)));
            }
        }
        return values;
    }

    /** Returns the node whose memory holds a value. All draws share the memory of the row's value, unless each needs a copy. */
    Node memory(Node node) {
        return memory(node, contiguous);
    }

    private static Node memory(Node node, Set<Node> contiguous) {
        Node root = Values.root(node);
        return root.op() instanceof Op.EachDraw && !contiguous.contains(root)
                ? memory(root.inputs().get(0), contiguous)
                : root;
    }
}
