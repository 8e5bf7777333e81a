package io.elbo.statistics.measure;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The columns of a table with the order of their values, which all trees on the table share.
 *
 * @param values {@code [columns][rows]}
 * @param order {@code [columns][rows]}: the rows by ascending value; equal values by row
 */
record SortedColumns(double[][] values, int[][] order) {
    static SortedColumns of(float[][] rows) {
        int width = rows[0].length;
        double[][] values = new double[width][];
        int[][] order = new int[width][];
        for (int column = 0; column < width; column++) {
            double[] one = ClassColumn.values(rows, column);
            values[column] = one;
            order[column] = IntStream.range(0, one.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> one[i]))
                    .mapToInt(i -> i)
                    .toArray();
        }
        return new SortedColumns(values, order);
    }

    int width() {
        return values.length;
    }

    int rows() {
        return values[0].length;
    }
}
