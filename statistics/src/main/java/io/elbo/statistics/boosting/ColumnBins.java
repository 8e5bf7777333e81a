package io.elbo.statistics.boosting;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The bins of a column, between which splits are made. Missing values have the bin after all others.
 *
 * @param edges for a column of numbers, ascending: a value is in the bin of the first edge that is not below it; otherwise null
 * @param binOf for a column of levels: the bin of each level; otherwise null
 */
public record ColumnBins(List<Double> edges, List<Integer> binOf) {
    private static final int MOST_NUMBERS = 254;
    /** One less than the bits of a long; the last bit is for missing values. */
    private static final int MOST_LEVELS = 63;

    /** Copies the lists. */
    public ColumnBins {
        if (edges == null == (binOf == null)) {
            throw new IllegalArgumentException("bins: need either edges or bin_of");
        }
        if (edges != null) {
            for (int i = 0; i < edges.size(); i++) {
                Double edge = edges.get(i);
                if (edge == null || !Double.isFinite(edge) || i > 0 && edge <= edges.get(i - 1)) {
                    throw new IllegalArgumentException(
                            "bins: edges must be finite and ascending; entry " + i + " is not");
                }
            }
            if (edges.size() > MOST_NUMBERS) {
                throw new IllegalArgumentException("bins: " + edges.size() + " edges; at most " + MOST_NUMBERS);
            }
            edges = List.copyOf(edges);
        } else {
            for (Integer bin : binOf) {
                if (bin == null || bin < 0 || bin >= MOST_LEVELS) {
                    throw new IllegalArgumentException(
                            "bins: bin " + bin + " of a level: must be 0 to " + (MOST_LEVELS - 1));
                }
            }
            binOf = List.copyOf(binOf);
        }
    }

    /**
     * Returns the bins of a column.
     *
     * @param values of its rows, NaN where missing
     * @param levels how many it has; 0 for numbers
     */
    static ColumnBins of(double[] values, int levels) {
        double[] sorted = Arrays.stream(values)
                .filter(v -> !Double.isNaN(v))
                .map(ColumnBins::clamped)
                .sorted()
                .toArray();
        return levels > 0 ? ofLevels(sorted, levels) : ofNumbers(sorted);
    }

    /** Clamps to finite values, and turns -0 into 0. */
    private static double clamped(double value) {
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value)) + 0.0;
    }

    private static ColumnBins ofNumbers(double[] sorted) {
        double[] distinct = Arrays.stream(sorted).distinct().toArray();
        double[] from = distinct.length <= MOST_NUMBERS ? distinct : sorted;
        int parts = Math.min(from.length, MOST_NUMBERS);
        double[] edges = new double[Math.max(0, parts - 1)];
        for (int i = 1; i < parts; i++) {
            int at = (int) ((long) i * from.length / parts);
            double middle = from[at - 1] / 2 + from[at] / 2;
            edges[i - 1] = (middle < from[at] ? middle : from[at - 1]) + 0.0;
        }
        return new ColumnBins(Arrays.stream(edges).distinct().boxed().toList(), null);
    }

    /** Gives each level its own bin. If there are too many, all but the most frequent share the last bin. */
    private static ColumnBins ofLevels(double[] sorted, int levels) {
        int[] counts = new int[levels];
        for (double value : sorted) {
            counts[(int) value]++;
        }
        Integer[] binOf = new Integer[levels];
        int[] order = IntStream.range(0, levels)
                .boxed()
                .sorted((a, b) -> Integer.compare(counts[b], counts[a]))
                .mapToInt(i -> i)
                .toArray();
        for (int i = 0; i < levels; i++) {
            binOf[order[i]] = Math.min(i, MOST_LEVELS - 1);
        }
        return new ColumnBins(null, List.of(binOf));
    }

    boolean numbers() {
        return edges != null;
    }

    /** Returns the number of bins of values; missing values have the next bin. */
    int count() {
        return numbers() ? edges.size() + 1 : MOST_LEVELS;
    }

    /** Returns the bin of a value. */
    int bin(double value) {
        if (Double.isNaN(value)) {
            return count();
        }
        if (!numbers()) {
            return binOf.get((int) value);
        }
        int low = 0;
        int high = edges.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (edges.get(middle) < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns whether a bin is on the left of a split; see {@link Tree}. */
    boolean left(long split, int bin) {
        if (!numbers()) {
            return (split >>> bin & 1) != 0;
        }
        return bin == count() ? (split & 1) != 0 : bin <= split >> 1;
    }
}
