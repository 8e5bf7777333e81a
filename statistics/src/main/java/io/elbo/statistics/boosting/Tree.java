package io.elbo.statistics.boosting;

import java.util.List;
import java.util.Objects;

/**
 * A binary tree. Nodes are in depth-first order, left before right, so the left child of node i is i + 1.
 *
 * @param column that a node splits; -1 for a leaf
 * @param split for numbers, 2 t + 1 or 2 t: bins up to t are on the left, and so are missing values if it is odd; for levels, a
 *     bit for each bin that is on the left; 0 for a leaf
 * @param right the right child of each node; 0 for a leaf
 * @param value what is added for the rows of a leaf; 0 for other nodes
 */
public record Tree(List<Integer> column, List<Long> split, List<Integer> right, List<Double> value) {
    static final int LEAF = -1;

    /** Copies the lists. */
    public Tree {
        if (column == null || split == null || right == null || value == null) {
            throw new IllegalArgumentException("tree: needs column, split, right and value");
        }
        int n = column.size();
        if (n == 0 || split.size() != n || right.size() != n || value.size() != n) {
            throw new IllegalArgumentException(
                    "tree: column, split, right and value must have equal numbers of entries, at least one");
        }
        column = List.copyOf(checked(column));
        split = List.copyOf(checked(split));
        right = List.copyOf(checked(right));
        value = List.copyOf(checked(value));
        for (int i = 0; i < n; i++) {
            boolean leaf = column.get(i) == LEAF;
            // children come later, so every walk ends
            boolean children = right.get(i) > i + 1 && right.get(i) < n;
            if (!Double.isFinite(value.get(i)) || !leaf && (column.get(i) < 0 || !children)) {
                throw new IllegalArgumentException("tree: node " + i + " has column " + column.get(i) + ", right "
                        + right.get(i) + " and value " + value.get(i) + " of " + n + " nodes");
            }
        }
    }

    private static <T> List<T> checked(List<T> list) {
        if (list.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("tree: an entry is missing");
        }
        return list;
    }
}
