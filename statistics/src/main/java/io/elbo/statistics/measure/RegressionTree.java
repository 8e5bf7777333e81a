package io.elbo.statistics.measure;

import java.util.Arrays;

/**
 * A binary tree with at most three splits on a path. Each split is the one that lowers the squared error of its node most, over
 * all columns and all thresholds half-way between neighbouring values; ties go to the first column and the lowest threshold. The
 * nodes are numbered as in a heap: 1 is the root, and 2 i and 2 i + 1 are the children of i.
 */
final class RegressionTree {
    static final int DEPTH = 3;
    static final int NODES = 1 << DEPTH + 1;

    private static final double NO_VARIANCE = Math.ulp(1.0);

    private final int[] column = new int[NODES]; // -1: a leaf
    private final double[] threshold = new double[NODES];
    /** The value of each leaf, set by the caller. */
    final double[] value = new double[NODES];

    private RegressionTree() {
        Arrays.fill(column, -1);
    }

    /**
     * Grows a tree.
     *
     * @param target of each row, of the order of 1
     * @param importance {@code [columns]}: the reduction of the mean squared error by the splits on each column is added to it
     * @param leaf {@code [rows]}: receives the leaf of each row
     */
    static RegressionTree grow(SortedColumns rows, double[] target, double[] importance, int[] leaf) {
        RegressionTree tree = new RegressionTree();
        Arrays.fill(leaf, 1);
        for (int level = 0; level < DEPTH; level++) {
            tree.split(level, rows, target, importance, leaf);
        }
        return tree;
    }

    private void split(int level, SortedColumns rows, double[] target, double[] importance, int[] node) {
        Nodes nodes = Nodes.of(target, node);
        int first = 1 << level;
        for (int j = 0; j < rows.width(); j++) {
            search(j, rows, target, node, nodes, first);
        }
        for (int i = first; i < 2 * first; i++) {
            if (column[i] >= 0) {
                importance[column[i]] += nodes.gain[i] / (nodes.count[i] * node.length);
            }
        }
        for (int row = 0; row < node.length; row++) {
            int i = node[row];
            if (i >= first && column[i] >= 0) {
                node[row] = 2 * i + (rows.values()[column[i]][row] <= threshold[i] ? 0 : 1);
            }
        }
    }

    /**
     * The rows in each node.
     *
     * @param varies whether their targets do
     * @param gain of the best split found, below 0 if there is none
     */
    private record Nodes(double[] count, double[] sum, boolean[] varies, double[] gain) {
        static Nodes of(double[] target, int[] node) {
            Nodes nodes = new Nodes(new double[NODES], new double[NODES], new boolean[NODES], new double[NODES]);
            double[] squares = new double[NODES];
            for (int row = 0; row < node.length; row++) {
                nodes.count[node[row]]++;
                nodes.sum[node[row]] += target[row];
                squares[node[row]] += target[row] * target[row];
            }
            for (int i = 0; i < NODES; i++) {
                double mean = nodes.sum[i] / nodes.count[i];
                nodes.varies[i] = nodes.count[i] > 1 && squares[i] / nodes.count[i] - mean * mean > NO_VARIANCE;
            }
            Arrays.fill(nodes.gain, -1);
            return nodes;
        }
    }

    /**
     * Searches for better thresholds on one column, in all nodes of a level at once. With n rows and sum s on the left, m and t
     * on the right, the sum of squared errors falls by {@code (m s - n t)^2 / (n m (n + m))}; the gain is that without (n + m).
     */
    private void search(int j, SortedColumns rows, double[] target, int[] node, Nodes nodes, int first) {
        double[] values = rows.values()[j];
        double[] n = new double[NODES];
        double[] s = new double[NODES];
        double[] last = new double[NODES];
        for (int row : rows.order()[j]) {
            int i = node[row];
            if (i < first || !nodes.varies[i]) {
                continue;
            }
            double x = values[row];
            if (n[i] > 0 && x > last[i]) {
                double m = nodes.count[i] - n[i];
                double difference = m * s[i] - n[i] * (nodes.sum[i] - s[i]);
                double gain = difference * difference / (n[i] * m);
                if (gain > nodes.gain[i]) {
                    nodes.gain[i] = gain;
                    column[i] = j;
                    double middle = last[i] / 2 + x / 2;
                    threshold[i] = middle < x ? middle : last[i];
                }
            }
            n[i]++;
            s[i] += target[row];
            last[i] = x;
        }
    }

    /** Returns the value of a row's leaf. */
    double of(float[] row) {
        int i = 1;
        while (column[i] >= 0) {
            i = 2 * i + (row[column[i]] <= threshold[i] ? 0 : 1);
        }
        return value[i];
    }
}
