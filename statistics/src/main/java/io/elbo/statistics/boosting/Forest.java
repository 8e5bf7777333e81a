package io.elbo.statistics.boosting;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Trees in contiguous arrays for fast evaluation. Thread-safe. */
final class Forest implements ToDoubleFunction<double[]> {
    private final ColumnBins[] columns;
    /** The edges of each column of numbers; null for levels. */
    private final double[][] edges;
    /** The bin of each level; null for numbers. */
    private final int[][] binOf;
    /** The bin of missing values of each column. */
    private final int[] missingBin;

    private final double start;
    private final int[] roots;
    /** The column of each node; -1 for a leaf. */
    private final int[] column;

    private final boolean[] numbers;
    /** For a column of numbers the last bin on the left; for levels a bit for each bin. */
    private final long[] split;
    /** The bin of missing values if that is on the left, otherwise -1. */
    private final int[] missing;

    private final int[] right;
    private final double[] value;

    Forest(List<ColumnBins> columns, double start, List<Tree> trees) {
        this.columns = columns.toArray(ColumnBins[]::new);
        edges = columns.stream()
                .map(c -> c.numbers() ? c.edges().stream().mapToDouble(e -> e).toArray() : null)
                .toArray(double[][]::new);
        binOf = columns.stream()
                .map(c ->
                        c.numbers() ? null : c.binOf().stream().mapToInt(b -> b).toArray())
                .toArray(int[][]::new);
        missingBin = columns.stream().mapToInt(ColumnBins::count).toArray();
        this.start = start;
        int nodes = trees.stream().mapToInt(t -> t.column().size()).sum();
        roots = new int[trees.size()];
        column = new int[nodes];
        numbers = new boolean[nodes];
        split = new long[nodes];
        missing = new int[nodes];
        right = new int[nodes];
        value = new double[nodes];
        int at = 0;
        for (int t = 0; t < roots.length; t++) {
            roots[t] = at;
            add(trees.get(t), at);
            at += trees.get(t).column().size();
        }
    }

    private void add(Tree tree, int from) {
        for (int i = 0; i < tree.column().size(); i++) {
            int at = from + i;
            column[at] = tree.column().get(i);
            value[at] = tree.value().get(i);
            if (column[at] != Tree.LEAF) {
                ColumnBins bins = columns[column[at]];
                long cut = tree.split().get(i);
                right[at] = from + tree.right().get(i);
                numbers[at] = bins.numbers();
                split[at] = bins.numbers() ? cut >> 1 : cut;
                missing[at] = bins.numbers() && (cut & 1) != 0 ? bins.count() : -1;
            }
        }
    }

    /** Returns f of a row. */
    @Override
    public double applyAsDouble(double[] row) {
        int[] bins = new int[columns.length];
        for (int c = 0; c < bins.length; c++) {
            if (Double.isNaN(row[c])) {
                bins[c] = missingBin[c];
            } else {
                bins[c] = edges[c] == null ? binOf[c][(int) row[c]] : bin(edges[c], row[c]);
            }
        }
        return ofBins(bins);
    }

    /** Returns the {@link ColumnBins#bin} of a number. */
    private static int bin(double[] edges, double value) {
        int place = Arrays.binarySearch(edges, value);
        return place < 0 ? -place - 1 : place;
    }

    /** Returns f of a row, given the bins of its values. */
    double ofBins(int[] bins) {
        double f = start;
        for (int i : roots) {
            while (column[i] >= 0) {
                int bin = bins[column[i]];
                boolean left = numbers[i] ? isLeft(i, bin) : (split[i] >>> bin & 1) != 0;
                i = left ? i + 1 : right[i];
            }
            f += value[i];
        }
        return f;
    }

    private boolean isLeft(int node, int bin) {
        return bin <= split[node] || bin == missing[node];
    }
}
