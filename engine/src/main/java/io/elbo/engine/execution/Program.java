package io.elbo.engine.execution;

import io.elbo.engine.Node;
import io.elbo.engine.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The values to compute.
 *
 * @param outputs row-wise nodes whose values are wanted
 * @param nodes the outputs, the sums over the batch, and all nodes that they depend on; operands first
 */
record Program(Collection<Node> outputs, List<Node> nodes) {
    /** Returns the program of some outputs and sums over a batch of at most {@code rows} rows, if it can run. */
    static Program of(Collection<Node> outputs, Collection<List<Node>> sums, int rows) {
        Set<Node> needed = new HashSet<>();
        List<Node> nodes = new ArrayList<>();
        outputs.forEach(node -> reach(node, needed, nodes));
        sums.forEach(list -> list.forEach(node -> reach(node, needed, nodes)));
        nodes.sort(Comparator.comparingInt(Node::id));
        nodes.forEach(node -> checkCapacity(node, rows));
        outputs.forEach(Program::checkOutput);
        return new Program(outputs, nodes);
    }

    /** Returns the maximum number of draws of a row. */
    int draws() {
        return nodes.stream().mapToInt(Node::draws).max().orElse(1);
    }

    /** Appends a node after its inputs. Not recursive, because a sum over thousands of columns is an equally long chain. */
    private static void reach(Node goal, Set<Node> needed, List<Node> nodes) {
        Deque<Node> path = new ArrayDeque<>();
        Deque<Iterator<Node>> inputs = new ArrayDeque<>();
        for (Node next = needed.add(goal) ? goal : null; next != null || !path.isEmpty(); ) {
            if (next != null) {
                path.push(next);
                inputs.push(next.inputs().iterator());
            }
            next = null;
            while (next == null && inputs.peek().hasNext()) {
                Node input = inputs.peek().next();
                next = needed.add(input) ? input : null;
            }
            if (next == null) {
                inputs.pop();
                nodes.add(path.pop());
            }
        }
    }

    private static void checkCapacity(Node node, int rows) {
        if (node.op() instanceof Op.BatchSized op && op.rows() != rows) {
            throw new IllegalArgumentException(node + " is built for batches of at most " + op.rows()
                    + " rows, but this executor takes " + rows + ": both must be the same");
        }
    }

    private static void checkOutput(Node output) {
        if (output.draws() > 1) {
            throw new IllegalArgumentException("output " + output + ": join the draws first");
        }
    }
}
