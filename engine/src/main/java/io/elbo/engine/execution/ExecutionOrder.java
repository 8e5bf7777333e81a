package io.elbo.engine.execution;

import io.elbo.engine.Node;
import io.elbo.engine.Op;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The order in which a program is computed, and what is to be kept. A value is kept for the whole batch if it is an output, a
 * later phase reads it, or a sum over the batch reads it as it is: that of a convolution, or one that may leave out zeros.
 *
 * @param order the nodes phase by phase, and stage by stage in a phase; operands first
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

    /** What is kept for the whole batch whatever the phases are. */
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

    /** The node in whose memory a value lies: that of the value for all draws, unless a copy for each is needed. */
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
