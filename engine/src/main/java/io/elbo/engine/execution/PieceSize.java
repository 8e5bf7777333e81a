package io.elbo.engine.execution;

import io.elbo.engine.ConvGeometry;
import io.elbo.engine.Node;
import io.elbo.engine.Op;
import io.elbo.engine.kernel.Panels;
import java.util.List;

/**
 * The size of the piece of a parameter's gradient that one task computes.
 *
 * @param depth rows of the parameter
 * @param panels of the parameter
 */
record PieceSize(int depth, int panels) {
    /** A multiple of {@link Panels#BLOCK}. */
    private static final int DEPTH = 264;

    /** The depth where the left operand may have many zeros. Its terms are listed once for many panels. */
    private static final int SPARSE_DEPTH = 48;

    private static final int SPARSE_PANELS = 33;

    /** The minimum columns of a patch to gather, in whole lines of the kernel, which are contiguous in memory. */
    private static final int LEAST_PATCH_COLUMNS = 64;

    /** @param sums the sums over the batch that make up the gradient */
    static PieceSize of(List<Node> sums, Layout layout) {
        int count = Panels.count(layout.columns());
        if (sums.get(0).op() instanceof Op.ConvolveOuterSum convolution) {
            // patches are gathered once for all panels
            return new PieceSize(patchColumns(convolution.geometry()), count);
        }
        if (sums.stream().anyMatch(Values::maySkipZeros)) {
            int tasks = (count + SPARSE_PANELS - 1) / SPARSE_PANELS;
            return new PieceSize(SPARSE_DEPTH, (count + tasks - 1) / tasks);
        }
        // a vector has one row
        return new PieceSize(DEPTH, layout.depth() == 1 ? count : 1);
    }

    private static int patchColumns(ConvGeometry g) {
        int line = g.kernel() * g.bigChannels();
        return Math.min(g.patch(), (LEAST_PATCH_COLUMNS + line - 1) / line * line);
    }

    /** Returns the number of pieces from the first row of a parameter to the last. */
    int along(Layout layout) {
        return (layout.depth() + depth - 1) / depth;
    }
}
