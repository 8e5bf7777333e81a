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

/** Symbolic reverse-mode differentiation. Gradients are new nodes of the same graph. */
public final class Gradients {
    private Gradients() {}

    /**
     * Returns the gradients of the mean over rows of a row-wise scalar.
     *
     * @param loss row-wise, {@code [1]}
     * @return for each parameter that the loss depends on, in order of creation, the shared nodes whose sum is its gradient
     */
    public static Map<Node, List<Node>> of(Node loss) {
        return of(loss, parameter -> true);
    }

    /** Returns the gradients of some of the parameters. Values that depend on none of these are not differentiated. */
    public static Map<Node, List<Node>> of(Node loss, Predicate<Node> parameter) {
        checkScalar(loss);
        return inOrderOfCreation(backward(
                        loss,
                        loss.graph().inverseRows(),
                        node -> node.op() instanceof Op.Parameter && parameter.test(node))
                .shared);
    }

    /**
     * Returns the gradients of a row-wise scalar with respect to row-wise values, such as inputs. An executor can compute them as
     * outputs. Where rows are coupled, they are the gradients of the scalar's sum over the rows.
     *
     * @param scalar row-wise, {@code [1]}
     * @param values row-wise
     * @return for each value, in order, its gradient: row-wise, of the same shape, and zero where the scalar does not depend on
     *     the value
     */
    public static List<Node> byRow(Node scalar, List<Node> values) {
        checkScalar(scalar);
        for (Node value : values) {
            if (!value.rowwise()) {
                throw new IllegalArgumentException(
                        value + " is shared: only row-wise values have a gradient for each row");
            }
        }
        Map<Node, Node> gradients = backward(scalar, scalar.graph().fill(1, scalar.shape()), values::contains).rowwise;
        return values.stream()
                .map(v -> gradients.containsKey(v) ? gradients.get(v) : v.zero())
                .toList();
    }

    private static void checkScalar(Node loss) {
        if (!loss.rowwise() || loss.shape().size() != 1 || loss.draws() != 1) {
            throw new IllegalArgumentException("loss " + loss + ": must be a row-wise scalar without draws");
        }
    }

    /** Gradients of row-wise nodes, and the terms whose sums are the gradients of shared nodes. */
    private record Backward(Map<Node, Node> rowwise, Map<Node, List<Node>> shared) {}

    /**
     * Propagates gradients from the loss back to the wanted nodes. Nodes that depend on none of these are skipped.
     *
     * @param seed the gradient of the loss itself
     */
    private static Backward backward(Node loss, Node seed, Predicate<Node> wanted) {
        Set<Node> trained = new HashSet<>();
        depends(loss, wanted, trained, new HashSet<>());
        Map<Node, Node> gradients = new HashMap<>();
        Map<Node, List<Node>> contributions = new HashMap<>();
        PriorityQueue<Node> queue =
                new PriorityQueue<>(Comparator.comparingInt(Node::id).reversed());
        gradients.put(loss, seed);
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
        return new Backward(gradients, contributions);
    }

    /**
     * Returns the gradients of parameters of several goals, each with its own loss.
     *
     * @return for each parameter that its loss depends on, in order of creation, the shared nodes whose sum is its gradient
     * @throws IllegalArgumentException if there is no goal, or a parameter belongs to two, or the losses are of different graphs
     */
    public static Map<Node, List<Node>> of(List<Goal> goals) {
        if (goals.isEmpty()) {
            throw new IllegalArgumentException("no goals: training needs at least one loss");
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
                throw new IllegalArgumentException(
                        parameter + " belongs to the goals of " + own.get(0).loss() + " and of "
                                + own.get(1).loss() + ": a parameter may belong to only one goal");
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

    private static boolean depends(Node node, Predicate<Node> wanted, Set<Node> trained, Set<Node> seen) {
        if (!seen.add(node)) {
            return trained.contains(node);
        }
        boolean depends = wanted.test(node);
        if (!(node.op() instanceof Op.Detach)) {
            for (Node input : node.inputs()) {
                depends |= depends(input, wanted, trained, seen);
            }
        }
        if (depends) {
            trained.add(node);
        }
        return depends;
    }
}
