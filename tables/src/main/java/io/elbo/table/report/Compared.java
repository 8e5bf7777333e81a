package io.elbo.table.report;

import io.elbo.data.DataException;
import io.elbo.data.table.Column;
import io.elbo.data.table.Schema;
import io.elbo.math.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The columns that take part in a comparison, and rows of them. */
record Compared(List<Column> columns, int[] places) {
    static Compared of(Schema schema) {
        List<Column> columns = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < schema.columns().size(); i++) {
            if (!schema.columns().get(i).type().ignored()) {
                columns.add(schema.columns().get(i));
                places.add(i);
            }
        }
        if (columns.isEmpty()) {
            throw new DataException("the table has no column that can be compared");
        }
        return new Compared(columns, places.stream().mapToInt(i -> i).toArray());
    }

    /** Returns rows with these columns only. */
    double[][] of(String what, double[][] rows) {
        if (rows.length < 2) {
            throw new DataException("the " + what + " table has " + rows.length + " rows; a report needs two at least");
        }
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(places).mapToDouble(p -> row[p]).toArray())
                .toArray(double[][]::new);
    }

    /** Returns the number of levels of a column; 0 for numbers. */
    int levels(int column) {
        return texts(column).size();
    }

    /** Returns the texts of a column's levels; none for numbers. */
    List<String> texts(int column) {
        return columns.get(column).type().levels();
    }

    int[] levels() {
        return IntStream.range(0, columns.size()).map(this::levels).toArray();
    }

    static double[] column(double[][] rows, int column) {
        return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
    }

    /** Returns at most a number of rows, in random order. */
    static double[][] some(double[][] rows, int most, long seed, String purpose) {
        int[] order = CounterRandom.of(seed, purpose).permutation(0, rows.length);
        return Arrays.stream(order).limit(most).mapToObj(i -> rows[i]).toArray(double[][]::new);
    }
}
