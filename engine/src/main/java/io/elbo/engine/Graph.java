package io.elbo.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Creates the nodes of one program. One thread uses it while it builds the program; after that it is effectively immutable. */
public final class Graph {
    private record Expression(Op op, Shape shape, List<Integer> inputs) {}

    private final List<Node> nodes = new ArrayList<>();
    private final Map<Expression, Node> known = new HashMap<>();
    private final Map<String, Node> parameters = new LinkedHashMap<>();
    private final Map<String, Node> inputs = new LinkedHashMap<>();
    private int streams;

    /**
     * Returns a row-wise value that the feed supplies. Inputs are numbered in the order in which they are first requested.
     *
     * @throws IllegalArgumentException if the name was used with another shape
     */
    public Node input(String name, Shape shape) {
        Node node = inputs.computeIfAbsent(name, n -> add(new Op.Input(n), shape, true, List.of()));
        if (!node.shape().equals(shape)) {
            throw new IllegalArgumentException("input " + name + " is " + node.shape() + ", not " + shape);
        }
        return node;
    }

    /**
     * Returns a shared value that an optimizer may change. Vectors are {@code [n]}, matrices {@code [out, in]}, convolution
     * kernels {@code [small channels, big channels, height, width]}.
     *
     * @throws IllegalArgumentException if the name was used with another shape
     */
    public Node parameter(String name, Shape shape, Initializer initializer) {
        Node node =
                parameters.computeIfAbsent(name, n -> add(new Op.Parameter(n, initializer), shape, false, List.of()));
        if (!node.shape().equals(shape)) {
            throw new IllegalArgumentException("parameter " + name + " is " + node.shape() + ", not " + shape);
        }
        return node;
    }

    /** Returns all parameters, in the order in which they were first requested. */
    public List<Node> parameters() {
        return List.copyOf(parameters.values());
    }

    /** Returns all inputs, in the order in which they were first requested. */
    public List<Node> inputs() {
        return List.copyOf(inputs.values());
    }

    /** Returns a row-wise value in which every element is the same number. */
    public Node fill(float value, Shape shape) {
        return add(new Op.Fill(value), shape, true, List.of());
    }

    /** Returns independent normal numbers with mean 0 and variance 1. Each call, step, row and element gets new ones. */
    public Node normal(Shape shape) {
        return normal(shape, 1);
    }

    /**
     * Returns normal numbers in several draws for each row. They are the numbers that the same number of separate calls would
     * give.
     *
     * @see Node#draws
     */
    public Node normal(Shape shape, int draws) {
        return noise(Op.Noise.Distribution.NORMAL, shape, draws);
    }

    /** Returns independent uniform numbers between 0 and 1. Each call, step, row and element gets new ones. */
    public Node uniform(Shape shape) {
        return uniform(shape, 1);
    }

    /**
     * Returns uniform numbers in several draws for each row. They are the numbers that the same number of separate calls would
     * give.
     *
     * @see Node#draws
     */
    public Node uniform(Shape shape, int draws) {
        return noise(Op.Noise.Distribution.UNIFORM, shape, draws);
    }

    private Node noise(Op.Noise.Distribution distribution, Shape shape, int draws) {
        if (draws < 1) {
            throw new IllegalArgumentException("draws " + draws + ": must be at least 1");
        }
        int first = streams;
        streams = Math.addExact(streams, draws);
        return add(new Op.Noise(distribution, first, draws), shape, true, List.of());
    }

    /**
     * Returns which rows the batch has, {@code [rows]}: 1 for each existing row and 0 for the others. The value is the same in
     * all rows.
     *
     * @param rows the batch capacity of the executor
     */
    public Node present(int rows) {
        return fill(1, Shape.of(1)).allRows(rows).reshape(Shape.of(rows));
    }

    /**
     * Returns the one-hot index of the row in the batch, {@code [rows]}.
     *
     * @param rows the batch capacity of the executor
     */
    public Node position(int rows) {
        return add(new Op.Position(rows), Shape.of(rows), true, List.of());
    }

    /** Returns one over the number of rows of the batch, {@code [1]}. */
    public Node inverseRows() {
        return add(new Op.InverseRows(), Shape.of(1), true, List.of());
    }

    Node add(Op op, Shape shape, boolean rowwise, List<Node> given) {
        for (Node operand : given) {
            if (operand.graph() != this) {
                throw new IllegalArgumentException(operand + " belongs to another graph");
            }
            if (!operand.rowwise() && !op.takesShared()) {
                throw new IllegalArgumentException(operand + " is shared: spread it first");
            }
        }
        int draws = draws(op, given);
        List<Node> operands = op instanceof Op.BetweenDraws
                ? given
                : given.stream().map(n -> n.rowwise() ? n.eachDraw(draws) : n).toList();
        Expression expression =
                new Expression(op, shape, operands.stream().map(Node::id).toList());
        Node node = known.get(expression);
        if (node == null) {
            node = new Node(this, nodes.size(), op, shape, rowwise, rowwise ? op.draws(draws) : 1, operands);
            nodes.add(node);
            known.put(expression, node);
        }
        return node;
    }

    /** Returns the number of draws of the operands. An operand without draws is the same in each draw. */
    private static int draws(Op op, List<Node> operands) {
        int draws = 1;
        for (Node operand : operands) {
            if (operand.draws() > 1 && draws > 1 && operand.draws() != draws) {
                throw new IllegalArgumentException(operand + " and " + draws
                        + " draws: both operands must have the same number of draws, or one none");
            }
            draws = Math.max(draws, operand.draws());
        }
        if (draws > 1 && op instanceof Op.BatchSized) {
            throw new IllegalArgumentException(op.getClass().getSimpleName() + " of " + operands.get(0)
                    + ": a row cannot read draws of other rows; join the draws first");
        }
        return draws;
    }
}
