package io.elbo.statistics.boosting;

import io.elbo.parallel.Threads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Grows a tree. With the sums G of gradients and H of curvatures of its rows, a leaf's step is {@code -G / H}, and a split lowers
 * the loss by {@code (G_l^2 / H_l + G_r^2 / H_r - G^2 / H) / 2}. Levels are split in the order of their own steps, because the
 * best split into two sets is among these (Fisher 1958).
 */
final class TreeGrower {
    private static final double LEAST_CURVATURE = 1e-3;
    /** Added to the curvature of a level for the order of levels, because few rows are uncertain. */
    private static final double SMOOTHING = 10;
    /** A second thread does not pay for fewer cells than this. */
    private static final int FEW = 20_000;

    private static final int SUMS = 3;

    private final List<ColumnBins> columns;
    private final short[][] bins;
    private final BoostingOptions options;
    private final int[] offsets;

    /** @param bins {@code [column][row]} */
    TreeGrower(List<ColumnBins> columns, short[][] bins, BoostingOptions options) {
        this.columns = columns;
        this.bins = bins;
        this.options = options;
        offsets = new int[columns.size() + 1];
        for (int c = 0; c < columns.size(); c++) {
            offsets[c + 1] = offsets[c] + SUMS * (columns.get(c).count() + 1);
        }
    }

    /** The best split found for a node. */
    private record Cut(int column, long split, double gain) {
        static final Cut NONE = new Cut(-1, 0, 0);

        Cut better(Cut other) {
            return other.gain > gain ? other : this;
        }
    }

    private static final class Node {
        private final int[] rows;
        private final double[] sums;
        private Cut cut;
        private Node left;
        private Node right;

        private Node(int[] rows, double[] sums) {
            this.rows = rows;
            this.sums = sums;
        }
    }

    /** G, H and the rows of one side. */
    private static final class Side {
        private double g;
        private double h;
        private double n;

        void add(double[] sums, int at) {
            g += sums[at];
            h += sums[at + 1];
            n += sums[at + 2];
        }

        double gain() {
            return g * g / h;
        }
    }

    Tree grow(int[] rows, double[] gradient, double[] curvature) {
        Node root = new Node(rows, histogram(rows, gradient, curvature));
        root.cut = search(root);
        List<Node> leaves = new ArrayList<>(List.of(root));
        while (leaves.size() < options.leaves()) {
            // the first of equal gains
            Node best = leaves.stream()
                    .reduce((a, b) -> b.cut.gain > a.cut.gain ? b : a)
                    .orElseThrow();
            if (best.cut.gain <= 0) {
                break;
            }
            split(best, gradient, curvature);
            leaves.set(leaves.indexOf(best), best.left);
            leaves.add(best.right);
        }
        Tree tree = new Tree(
                flat(root, new ArrayList<>(), n -> n.left == null ? -1 : n.cut.column),
                flat(root, new ArrayList<>(), n -> n.left == null ? 0L : n.cut.split),
                rights(root, new ArrayList<>()),
                flat(root, new ArrayList<>(), n -> n.left == null ? value(n) : 0.0));
        return tree;
    }

    private double value(Node leaf) {
        Side all = all(leaf);
        return all.h < LEAST_CURVATURE ? 0 : -options.rate() * all.g / all.h;
    }

    private <T> List<T> flat(Node node, List<T> to, java.util.function.Function<Node, T> what) {
        to.add(what.apply(node));
        if (node.left != null) {
            flat(node.left, to, what);
            flat(node.right, to, what);
        }
        return to;
    }

    private List<Integer> rights(Node node, List<Integer> to) {
        int own = to.size();
        to.add(0);
        if (node.left != null) {
            rights(node.left, to);
            to.set(own, to.size());
            rights(node.right, to);
        }
        return to;
    }

    private void split(Node node, double[] gradient, double[] curvature) {
        Cut cut = node.cut;
        ColumnBins column = columns.get(cut.column);
        short[] own = bins[cut.column];
        int[] sides = new int[node.rows.length];
        int count = 0;
        for (int row : node.rows) {
            if (column.left(cut.split, own[row])) {
                sides[count++] = row;
            }
        }
        int at = count;
        for (int row : node.rows) {
            if (!column.left(cut.split, own[row])) {
                sides[at++] = row;
            }
        }
        int[] left = java.util.Arrays.copyOf(sides, count);
        int[] right = java.util.Arrays.copyOfRange(sides, count, sides.length);
        boolean leftIsSmaller = left.length <= right.length;
        double[] smaller = histogram(leftIsSmaller ? left : right, gradient, curvature);
        double[] rest = node.sums.clone();
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= smaller[i];
        }
        node.left = new Node(left, leftIsSmaller ? smaller : rest);
        node.right = new Node(right, leftIsSmaller ? rest : smaller);
        node.left.cut = search(node.left);
        node.right.cut = search(node.right);
    }

    private double[] histogram(int[] rows, double[] gradient, double[] curvature) {
        double[] sums = new double[offsets[columns.size()]];
        int threads = (long) rows.length * columns.size() > FEW ? Threads.count() : 1;
        Threads.run(
                threads,
                () -> Threads.each(columns.size(), c -> {
                    short[] own = bins[c];
                    int offset = offsets[c];
                    for (int row : rows) {
                        int at = offset + SUMS * own[row];
                        sums[at] += gradient[row];
                        sums[at + 1] += curvature[row];
                        sums[at + 2]++;
                    }
                }));
        return sums;
    }

    private Side all(Node node) {
        Side all = new Side();
        for (int at = offsets[0]; at < offsets[1]; at += SUMS) {
            all.add(node.sums, at);
        }
        return all;
    }

    private Cut search(Node node) {
        Cut best = Cut.NONE;
        if (node.rows.length < 2 * options.leastRows()) {
            return best;
        }
        Side all = all(node);
        for (int c = 0; c < columns.size(); c++) {
            best = best.better(columns.get(c).numbers() ? numbers(node, c, all) : levels(node, c, all));
        }
        return best;
    }

    private Cut numbers(Node node, int c, Side all) {
        int count = columns.get(c).count();
        int missing = offsets[c] + SUMS * count;
        Cut best = Cut.NONE;
        boolean any = node.sums[missing + 2] > 0;
        for (int missingLeft = 0; missingLeft <= (any ? 1 : 0); missingLeft++) {
            Side left = new Side();
            if (missingLeft == 1) {
                left.add(node.sums, missing);
            }
            // in the last split only missing values are on the right
            for (int t = 0; t < count - (any && missingLeft == 0 ? 0 : 1); t++) {
                left.add(node.sums, offsets[c] + SUMS * t);
                best = best.better(new Cut(c, 2L * t + missingLeft, gain(left, all)));
            }
        }
        return best;
    }

    private Cut levels(Node node, int c, Side all) {
        int offset = offsets[c];
        double[] sums = node.sums;
        List<Integer> order = IntStream.rangeClosed(0, columns.get(c).count())
                .boxed()
                .filter(b -> sums[offset + SUMS * b + 2] > 0)
                .sorted(Comparator.comparingDouble(
                        b -> sums[offset + SUMS * b] / (sums[offset + SUMS * b + 1] + SMOOTHING)))
                .toList();
        Cut best = Cut.NONE;
        Side left = new Side();
        long split = 0;
        for (int i = 0; i + 1 < order.size(); i++) {
            left.add(sums, offset + SUMS * order.get(i));
            split |= 1L << order.get(i);
            best = best.better(new Cut(c, split, gain(left, all)));
        }
        return best;
    }

    private double gain(Side left, Side all) {
        Side right = new Side();
        right.g = all.g - left.g;
        right.h = all.h - left.h;
        right.n = all.n - left.n;
        boolean allowed = left.n >= options.leastRows()
                && right.n >= options.leastRows()
                && left.h >= LEAST_CURVATURE
                && right.h >= LEAST_CURVATURE;
        return allowed ? left.gain() + right.gain() - all.gain() : 0;
    }
}
