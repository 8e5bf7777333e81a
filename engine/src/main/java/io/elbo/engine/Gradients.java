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
import java.util.function.Predicate;

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
        return of(loss, parameter -> true);
    }

    /** The same for some of the parameters; what depends on none of them is not differentiated. */
    public static Map<Node, List<Node>> of(Node loss, Predicate<Node> parameter) {
        if (!loss.rowwise() || loss.shape().size() != 1) {
            throw new IllegalArgumentException("loss " + loss + ": must be row-wise and a scalar");
        }
        Set<Node> trained = new HashSet<>();
        dependsOnParameter(loss, parameter, trained, new HashSet<>());
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
        return inOrderOfCreation(contributions);
    }

    /**
     * The gradients of parameters that follow losses of their own.
     *
     * @return for each parameter that its loss depends on, in order of creation, the shared nodes whose sum is its
     *     gradient
     * @throws IllegalArgumentException if there is no goal, or a parameter belongs to two, or the losses are of
     *     different graphs
     */
    public static Map<Node, List<Node>> of(List<Goal> goals) {
        if (goals.isEmpty()) {
            throw new IllegalArgumentException("no goals: training follows at least one loss");
        }
        Graph graph = goals.get(0).loss().graph();
        for (Goal goal : goals) {
            if (goal.loss().graph() != graph) {
                throw new IllegalArgumentException("loss " + goal.loss() + " belongs to another graph");
            }
        }
        for (Node parameter : graph.parameters()) {
            List<Goal> own = goals.stream().filter(g -> g.has(parameter)).toList();
            if (own.size() > 1) {
                throw new IllegalArgumentException(parameter + " belongs to the goals of "
                        + own.get(0).loss() + " and of " + own.get(1).loss() + ": a parameter follows one loss");
            }
        }
        Map<Node, List<Node>> all = new HashMap<>();
        goals.forEach(goal -> all.putAll(of(goal.loss(), goal::has)));
        return inOrderOfCreation(all);
    }

    private static Map<Node, List<Node>> inOrderOfCreation(Map<Node, List<Node>> gradients) {
        Map<Node, List<Node>> ordered = new LinkedHashMap<>();
        gradients.keySet().stream()
                .sorted(Comparator.comparingInt(Node::id))
                .forEach(p -> ordered.put(p, gradients.get(p)));
        return ordered;
    }

    private static boolean dependsOnParameter(Node node, Predicate<Node> parameter, Set<Node> trained, Set<Node> seen) {
        if (!seen.add(node)) {
            return trained.contains(node);
        }
        if (node.op() instanceof Op.Detach) {
            return false;
        }
        boolean depends = node.op() instanceof Op.Parameter && parameter.test(node);
        for (Node input : node.inputs()) {
            depends |= dependsOnParameter(input, parameter, trained, seen);
        }
        if (depends) {
            trained.add(node);
        }
        return depends;
    }
}
