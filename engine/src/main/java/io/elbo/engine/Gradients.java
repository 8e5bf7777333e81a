package io.elbo.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Symbolic reverse-mode differentiation: gradients are further nodes of the same graph. */
public final class Gradients {
    private Gradients() {}

    /**
     * The gradients of the mean over rows of a row-wise scalar.
     *
     * @param loss row-wise, {@code [1]}
     * @return for each parameter that the loss depends on, in order of creation, the shared nodes whose sum is its
     *     gradient
     */
    public static Map<Node, List<Node>> of(Node loss) {
        if (!loss.rowwise() || loss.shape().size() != 1) {
            throw new IllegalArgumentException("loss " + loss + ": must be row-wise and a scalar");
        }
        Set<Node> trained = new HashSet<>();
        dependsOnParameter(loss, trained, new HashSet<>());
        Map<Node, Node> gradients = new HashMap<>();
        Map<Node, List<Node>> contributions = new HashMap<>();
        PriorityQueue<Node> queue =
                new PriorityQueue<>(Comparator.comparingInt(Node::id).reversed());
        gradients.put(loss, loss.graph().inverseRows());
        queue.add(loss);
        while (!queue.isEmpty()) {
            Node node = queue.remove();
            List<Node> pieces = node.op().gradient(node, gradients.get(node));
            for (int i = 0; i < node.inputs().size(); i++) {
                Node input = node.inputs().get(i);
                Node piece = pieces.get(i);
                if (piece == null || !trained.contains(input)) {
                    continue;
                }
                if (!input.rowwise()) {
                    contributions.computeIfAbsent(input, n -> new ArrayList<>()).add(piece);
                } else if (gradients.containsKey(input)) {
                    gradients.merge(input, piece, Node::plus);
                } else {
                    gradients.put(input, piece);
                    queue.add(input);
                }
            }
        }
        Map<Node, List<Node>> ordered = new LinkedHashMap<>();
        contributions.keySet().stream()
                .sorted(Comparator.comparingInt(Node::id))
                .forEach(p -> ordered.put(p, contributions.get(p)));
        return ordered;
    }

    private static boolean dependsOnParameter(Node node, Set<Node> trained, Set<Node> seen) {
        if (!seen.add(node)) {
            return trained.contains(node);
        }
        boolean depends = node.op() instanceof Op.Parameter;
        for (Node input : node.inputs()) {
            depends |= dependsOnParameter(input, trained, seen);
        }
        if (depends) {
            trained.add(node);
        }
        return depends;
    }
}
