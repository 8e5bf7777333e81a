package io.elbo.engine.execution;

import io.elbo.engine.Node;
import io.elbo.engine.Op;
import io.elbo.engine.kernel.Panels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The additional forms in which products and sums over the batch read a value. What sums over the batch read is copied to
 * {@link Packed} strips, except data, whose zeros may be skipped ({@link NonZeros}). A value and its reshapes may have different
 * forms, because their last axes differ.
 *
 * @param nonZeros of left operands of products
 * @param blocks strips of left operands of sums
 * @param panels strips of right operands of sums
 */
record OperandForms(Map<Node, NonZeros> nonZeros, Map<Node, Packed> blocks, Map<Node, Packed> panels) {
    static OperandForms of(List<Node> order, int rows) {
        OperandForms forms = new OperandForms(new HashMap<>(), new HashMap<>(), new HashMap<>());
        for (Node node : order) {
            boolean zeros = Values.maySkipZeros(node);
            if (zeros) {
                forms.nonZeros.computeIfAbsent(
                        node.inputs().get(0),
                        x -> NonZeros.of(x.shape().last(), x.shape().leading(), rows));
            }
            if (node.op() instanceof Op.OuterSum && !zeros) {
                forms.blocks.computeIfAbsent(node.inputs().get(0), x -> packed(x, rows, Panels.BLOCK));
            }
            if (node.op() instanceof Op.OuterSum || node.op() instanceof Op.ConvolveOuterSum) {
                forms.panels.computeIfAbsent(node.inputs().get(1), y -> packed(y, rows, Panels.WIDTH));
            } else if (node.op() instanceof Op.BatchSum) {
                forms.panels.computeIfAbsent(node.inputs().get(0), y -> packed(y, rows, Panels.WIDTH));
            }
        }
        return forms;
    }

    private static Packed packed(Node node, int rows, int width) {
        return Packed.of(node.shape().last(), node.shape().leading(), rows, node.draws(), width);
    }

    /** Returns the strips of a value, in the order in which they are written. */
    List<Packed> strips(Node node) {
        List<Packed> strips = new ArrayList<>();
        if (blocks.containsKey(node)) {
            strips.add(blocks.get(node));
        }
        if (panels.containsKey(node)) {
            strips.add(panels.get(node));
        }
        return strips;
    }
}
