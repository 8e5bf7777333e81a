package io.elbo.engine.execution;

import io.elbo.engine.Node;
import io.elbo.engine.Op;

/** What the planner asks of a node: whether its value is another's, and how it is made. */
final class Values {
    /** Terms of a product, and columns of it, from which on it is worth while to look for zeros. */
    private static final int LEAST_SPARSE_DEPTH = 64;

    private static final int LEAST_SPARSE_COLUMNS = 128;

    private Values() {}

    /** What a node's value is made as: the value under a reshape, or under another name. */
    static Node root(Node node) {
        boolean same = node.op() instanceof Op.Reshape || node.op() instanceof Op.Detach;
        return same ? root(node.inputs().get(0)) : node;
    }

    /** Whether a value need not be computed for each row, because it is already somewhere. */
    static boolean isConstant(Op op) {
        return op instanceof Op.Fill || op instanceof Op.Spread || op instanceof Op.AllRows;
    }

    /** Whether a value is made by products of matrices, which read all rows of a chunk at once. */
    static boolean isProduct(Op op) {
        return op instanceof Op.Affine
                || op instanceof Op.AffineTransposed
                || op instanceof Op.Convolve
                || op instanceof Op.ConvolveTransposed;
    }

    /** Whether a product may leave out zeros: its left operand is data, and it is large enough to look for them. */
    static boolean maySkipZeros(Node product) {
        boolean sum = product.op() instanceof Op.OuterSum;
        if (!sum && !(product.op() instanceof Op.Affine)) {
            return false;
        }
        Node x = product.inputs().get(0);
        int columns = (sum ? product.inputs().get(1) : product).shape().last();
        return isData(root(x)) && x.shape().last() >= LEAST_SPARSE_DEPTH && columns >= LEAST_SPARSE_COLUMNS;
    }

    private static boolean isData(Node node) {
        return node.op() instanceof Op.Input
                || node.op() instanceof Op.Concat && node.inputs().stream().allMatch(n -> isData(root(n)));
    }
}
