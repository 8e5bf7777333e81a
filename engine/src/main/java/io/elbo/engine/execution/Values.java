package io.elbo.engine.execution;

import io.elbo.engine.Node;
import io.elbo.engine.Op;

/** Properties of a node that the planner needs: whether its value is an alias of another, and how it is computed. */
final class Values {
    /** A product needs this many terms and {@link #LEAST_SPARSE_COLUMNS} columns for the search for zeros to pay. */
    private static final int LEAST_SPARSE_DEPTH = 64;

    private static final int LEAST_SPARSE_COLUMNS = 128;

    private Values() {}

    /** Returns the node whose value this is: reshapes and detached nodes are aliases. */
    static Node root(Node node) {
        boolean same = node.op() instanceof Op.Reshape || node.op() instanceof Op.Detach;
        return same ? root(node.inputs().get(0)) : node;
    }

    /** Returns whether a value exists already and need not be computed for each row. */
    static boolean isConstant(Op op) {
        return op instanceof Op.Fill || op instanceof Op.Spread || op instanceof Op.AllRows;
    }

    /** Returns whether a value is computed by matrix products, which read all rows of a chunk at once. */
    static boolean isProduct(Op op) {
        return op instanceof Op.Affine
                || op instanceof Op.AffineTransposed
                || op instanceof Op.Convolve
                || op instanceof Op.ConvolveTransposed;
    }

    /** Returns whether a product may skip zeros: its left operand is data, and it is large enough for the search to pay. */
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
