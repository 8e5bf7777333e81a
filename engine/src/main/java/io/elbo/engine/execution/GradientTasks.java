package io.elbo.engine.execution;

import io.elbo.engine.Node;
import io.elbo.engine.Op;
import io.elbo.engine.kernel.Panels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * The gradients of all parameters, divided into tasks.
 *
 * @param squares where the tasks store the sums of their squares
 */
record GradientTasks(GradientTask[] tasks, double[] squares) {
    /**
     * @param gradients for each parameter the sums over the batch whose sum is its gradient
     * @param parameters their values
     */
    static GradientTasks of(
            Map<Node, List<Node>> gradients, Function<Node, Tensor> parameters, Emission emission, OperandForms forms) {
        double[] squares = new double
                [gradients.entrySet().stream()
                        .mapToInt(entry -> squares(parameters.apply(entry.getKey()), entry.getValue()))
                        .sum()];
        List<GradientTask> tasks = new ArrayList<>();
        int squaresAt = 0;
        for (Map.Entry<Node, List<Node>> gradient : gradients.entrySet()) {
            Tensor parameter = parameters.apply(gradient.getKey());
            List<Node> sums = gradient.getValue();
            List<Contribution> contributions =
                    sums.stream().map(sum -> contribution(sum, emission, forms)).toList();
            cut(parameter, contributions, PieceSize.of(sums, parameter.layout()), squares, squaresAt, tasks);
            squaresAt += squares(parameter, sums);
        }
        return new GradientTasks(tasks.toArray(GradientTask[]::new), squares);
    }

    /** Returns the number of sums: one for each column of each row range of pieces. */
    private static int squares(Tensor parameter, List<Node> sums) {
        Layout layout = parameter.layout();
        return PieceSize.of(sums, layout).along(layout) * layout.columns();
    }

    private static void cut(
            Tensor parameter,
            List<Contribution> contributions,
            PieceSize size,
            double[] squares,
            int squaresAt,
            List<GradientTask> tasks) {
        Layout layout = parameter.layout();
        int count = Panels.count(layout.columns());
        int at = squaresAt;
        for (int from = 0; from < layout.depth(); from += size.depth()) {
            int to = Math.min(layout.depth(), from + size.depth());
            for (int panel = 0; panel < count; panel += size.panels()) {
                int end = Math.min(count, panel + size.panels());
                tasks.add(new GradientTask(parameter, contributions, from, to, panel, end, squares, at));
            }
            at += layout.columns();
        }
    }

    private static Contribution contribution(Node sum, Emission emission, OperandForms forms) {
        Node x = sum.inputs().get(0);
        if (sum.op() instanceof Op.BatchSum) {
            return new Contribution.OfVector(forms.panels().get(x));
        }
        Packed y = forms.panels().get(sum.inputs().get(1));
        if (sum.op() instanceof Op.ConvolveOuterSum convolution) {
            return new Contribution.OfConvolution(convolution.geometry(), emission.buffer(x), y);
        }
        return Values.maySkipZeros(sum)
                ? new Contribution.OfSparse(emission.buffer(x), forms.nonZeros().get(x), y)
                : new Contribution.OfMatrix(forms.blocks().get(x), y);
    }

    /** Returns the maximum of a property over all tasks; 0 without tasks. */
    int largest(ToIntFunction<GradientTask> of) {
        return Arrays.stream(tasks).mapToInt(of).max().orElse(0);
    }
}
