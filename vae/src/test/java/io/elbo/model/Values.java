package io.elbo.model;

import io.elbo.engine.Graph;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.engine.Workers;
import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import java.util.List;
import java.util.function.Function;

/** Runs formulas over vectors. */
final class Values {
    private Values() {}

    /** Returns the formula's value for each row; inputs are {@code [input][row][element]}. */
    static float[][] of(Function<Node[], Node> formula, float[][]... inputs) {
        Graph graph = new Graph();
        Node[] nodes = new Node[inputs.length];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = graph.input("input " + i, Shape.of(inputs[i][0].length));
        }
        Node result = formula.apply(nodes);
        int rows = inputs[0].length;
        // an output that is only an input would not be copied, but a formula is not one
        Executor executor =
                Executor.forward(List.of(result), Parameters.zeros(graph.parameters()), rows, Workers.of(1));
        executor.run(
                (input, row, to, at) -> System.arraycopy(inputs[input][row], 0, to, at, inputs[input][row].length),
                rows,
                1,
                1,
                0);
        float[][] values = new float[rows][result.shape().size()];
        for (int row = 0; row < rows; row++) {
            executor.copy(result, row, 1, values[row], 0);
        }
        return values;
    }
}
