package io.elbo.engine.execution;

import io.elbo.engine.Node;
import io.elbo.engine.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Divides the row-wise part of a program into phases. Within a phase a row can read values of all rows from earlier phases, but
 * only its own values from the same phase. A value belongs to the first phase that its operands allow. The exception is a value
 * that is cheap to compute and needs more memory than its operands: it belongs to the first phase that reads it. For example, a
 * value that is repeated for each row of the batch is kept between phases before it is repeated.
 */
final class Phases {
    private final Map<Node, Integer> phases = new HashMap<>();
    private final Map<Node, Integer> firstReader = new HashMap<>();
    private final Map<Node, Integer> lastReader = new HashMap<>();
    /** The number of values to keep so that a later phase has a value: the value itself, or those from which it can be recomputed. */
    private final Map<Node, Long> kept = new HashMap<>();

    /**
     * @param order the nodes of the program, operands first
     * @param wholeBatch values that are kept for the whole batch in any case
     */
    Phases(List<Node> order, Set<Node> wholeBatch) {
        List<Node> values =
                order.stream().filter(n -> n.rowwise() && Values.root(n) == n).toList();
        for (Node node : values) {
            int phase = 0;
            for (Node operand : operands(node)) {
                phase = Math.max(phase, phases.get(operand) + delay(node.op()));
            }
            phases.put(node, phase);
            kept.put(node, wholeBatch.contains(node) ? 0 : Math.min(size(node), keptFor(node)));
        }
        for (int i = values.size() - 1; i >= 0; i--) {
            Node node = values.get(i);
            if (!wholeBatch.contains(node) && keptFor(node) < size(node)) {
                phases.put(node, firstReader.getOrDefault(node, phases.get(node)));
            }
            for (Node operand : operands(node)) {
                firstReader.merge(operand, phases.get(node) - delay(node.op()), Math::min);
                lastReader.merge(operand, phases.get(node), Math::max);
            }
        }
    }

    private static List<Node> operands(Node node) {
        return node.inputs().stream()
                .filter(Node::rowwise)
                .map(Values::root)
                .distinct()
                .toList();
    }

    static boolean couplesRows(Op op) {
        return op instanceof Op.AllRows || op instanceof Op.SumForRow;
    }

    /** Returns how many phases an operation comes after its operands. Where rows are coupled, all rows must have finished. */
    private static int delay(Op op) {
        return couplesRows(op) ? 1 : 0;
    }

    private static boolean isReduction(Op op) {
        return op instanceof Op.Reduce || op instanceof Op.SumGroups || op instanceof Op.LogSumExpGroups;
    }

    private static long size(Node node) {
        return (long) node.shape().size() * node.draws();
    }

    private long keptFor(Node node) {
        boolean costly = Values.isProduct(node.op()) || isReduction(node.op()) || Stages.gathersDraws(node.op());
        return costly
                ? size(node)
                : operands(node).stream().mapToLong(kept::get).sum();
    }

    /** Returns the phase in which a value is computed, from 0. */
    int of(Node node) {
        return phases.getOrDefault(Values.root(node), 0);
    }

    /** Returns whether a later phase reads a value. */
    boolean crosses(Node node) {
        return lastReader.getOrDefault(node, 0) > of(node);
    }
}
