package io.elbo.statistics.measure;

import io.elbo.data.DataException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A column of numbers as classes. A column of at most 20 different values is discrete: each value is a class, in ascending order.
 * Any other column is continuous and divided into 20 bins of equal width from the least to the greatest value. Each bin includes
 * its lower end.
 *
 * @param of the class of each row
 * @param count of classes; bins may be empty
 * @param discrete whether the classes are the values
 */
record ClassColumn(int[] of, int count, boolean discrete) {
    static final int BINS = 20;

    static ClassColumn column(float[][] rows, int column) {
        double[] values = values(rows, column);
        double[] different = Arrays.stream(values).sorted().distinct().toArray();
        if (different.length <= BINS) {
            int[] of = Arrays.stream(values)
                    .mapToInt(value -> Arrays.binarySearch(different, value))
                    .toArray();
            return new ClassColumn(of, different.length, true);
        }
        double least = different[0];
        double width = (different[different.length - 1] - least) / BINS;
        int[] of = Arrays.stream(values)
                .mapToInt(value -> Math.min(BINS - 1, (int) ((value - least) / width)))
                .toArray();
        return new ClassColumn(of, BINS, false);
    }

    /** Returns the classes of all columns. */
    static ClassColumn[] columns(float[][] rows) {
        return IntStream.range(0, rows[0].length)
                .mapToObj(column -> column(rows, column))
                .toArray(ClassColumn[]::new);
    }

    /**
     * Returns the classes of ground-truth factors.
     *
     * @throws DataException if a factor is the same in all rows, because nothing can be measured for it
     */
    static ClassColumn[] factors(float[][] factors) {
        ClassColumn[] columns = columns(factors);
        for (int k = 0; k < columns.length; k++) {
            if (columns[k].count == 1) {
                throw new DataException(
                        "factor " + k + " is " + factors[0][k] + " in all rows; leave out factors that do not vary");
            }
        }
        return columns;
    }

    /** Returns the column, with positive and negative zero as one value. */
    static double[] values(float[][] rows, int column) {
        return Arrays.stream(rows).mapToDouble(row -> row[column] + 0.0).toArray();
    }

    /** Returns the fraction of rows in each class. */
    double[] shares() {
        double[] shares = new double[count];
        for (int c : of) {
            shares[c]++;
        }
        for (int c = 0; c < count; c++) {
            shares[c] /= of.length;
        }
        return shares;
    }

    /** Returns the fraction of rows in each pair of classes, {@code [count][other.count]}. */
    double[][] shares(ClassColumn other) {
        double[][] shares = new double[count][other.count];
        for (int row = 0; row < of.length; row++) {
            shares[of[row]][other.of[row]]++;
        }
        for (double[] line : shares) {
            for (int c = 0; c < line.length; c++) {
                line[c] /= of.length;
            }
        }
        return shares;
    }
}
