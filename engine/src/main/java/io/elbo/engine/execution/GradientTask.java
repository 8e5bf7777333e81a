package io.elbo.engine.execution;

import io.elbo.engine.kernel.Panels;
import io.elbo.engine.kernel.UpdateRule;
import java.util.Arrays;
import java.util.List;

/**
 * A piece of one parameter's gradient: rows {@code from} to {@code to - 1} of some panels. It is small enough to stay in cache
 * until the optimizer has used it. Any free thread may claim a piece.
 */
final class GradientTask {
    private final Tensor parameter;
    private final Contribution[] contributions;
    private final int from;
    private final int to;
    private final int firstPanel;
    private final int lastPanel;
    /** The sums of the squares of this piece, one for each column. They do not depend on the width of the panels. */
    private final double[] squares;

    private final int squaresAt;

    GradientTask(
            Tensor parameter,
            List<Contribution> contributions,
            int from,
            int to,
            int firstPanel,
            int lastPanel,
            double[] squares,
            int squaresAt) {
        this.parameter = parameter;
        this.contributions = contributions.toArray(Contribution[]::new);
        this.from = from;
        this.to = to;
        this.firstPanel = firstPanel;
        this.lastPanel = lastPanel;
        this.squares = squares;
        this.squaresAt = squaresAt;
    }

    Tensor parameter() {
        return parameter;
    }

    /** Returns the floats that the piece needs in a worker's {@code patches} array. */
    int patches() {
        return Arrays.stream(contributions)
                .mapToInt(c -> c.patches(to - from))
                .max()
                .orElse(0);
    }

    /** Returns the floats that the piece needs in a worker's {@code blocks} array. */
    int blocks() {
        return Arrays.stream(contributions)
                .mapToInt(c -> c.blocks(to - from))
                .max()
                .orElse(0);
    }

    /** Returns the floats of the piece. */
    int size() {
        return (lastPanel - firstPanel) * (to - from) * Panels.WIDTH;
    }

    /** Computes the piece and applies the optimizer to it. */
    void update(Worker w, UpdateRule rule, Tensor first, Tensor second) {
        compute(w);
        apply(w, rule, first, second, w.gradient, 0, (to - from) * Panels.WIDTH);
    }

    /** Computes the piece and stores it. */
    void store(Worker w, Tensor gradient) {
        compute(w);
        int run = (to - from) * Panels.WIDTH;
        for (int panel = firstPanel; panel < lastPanel; panel++) {
            System.arraycopy(w.gradient, (panel - firstPanel) * run, gradient.data(), at(panel), run);
        }
        sumSquares(w.gradient);
    }

    /** Applies the optimizer to the stored piece, multiplied by a factor. */
    void updateFrom(Worker w, Tensor gradient, float factor, UpdateRule rule, Tensor first, Tensor second) {
        for (int panel = firstPanel; panel < lastPanel; panel++) {
            int run = (to - from) * Panels.WIDTH;
            w.kernels.scale(gradient.data(), at(panel), factor, gradient.data(), at(panel), run);
        }
        apply(
                w,
                rule,
                first,
                second,
                gradient.data(),
                at(firstPanel),
                parameter.layout().depth() * Panels.WIDTH);
    }

    private void compute(Worker w) {
        Arrays.fill(w.gradient, 0, size(), 0);
        for (Contribution contribution : contributions) {
            contribution.add(w, from, to, firstPanel, lastPanel, w.gradient);
        }
    }

    private int at(int panel) {
        return (panel * parameter.layout().depth() + from) * Panels.WIDTH;
    }

    private void apply(
            Worker w, UpdateRule rule, Tensor first, Tensor second, float[] gradient, int gradientAt, int stride) {
        for (int panel = firstPanel; panel < lastPanel; panel++) {
            w.kernels.update(
                    rule,
                    parameter.data(),
                    first.data(),
                    second.data(),
                    at(panel),
                    gradient,
                    gradientAt + (panel - firstPanel) * stride,
                    (to - from) * Panels.WIDTH);
            parameter.refreshTransposed(panel, from, to);
        }
    }

    private void sumSquares(float[] gradient) {
        int columns = parameter.layout().columns();
        for (int column = firstPanel * Panels.WIDTH; column < Math.min(columns, lastPanel * Panels.WIDTH); column++) {
            int at = (column / Panels.WIDTH - firstPanel) * (to - from) * Panels.WIDTH + column % Panels.WIDTH;
            double sum = 0;
            for (int k = 0; k < to - from; k++, at += Panels.WIDTH) {
                sum += (double) gradient[at] * gradient[at];
            }
            squares[squaresAt + column] = sum;
        }
    }
}
