package io.elbo.table;

import io.elbo.data.table.Column;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableRows;
import io.elbo.math.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The data that the encoding of a column needs: the counts of its levels, or its numbers. For a long table, these are the numbers of a million
 * rows, and the extremes of all.
 */
final class ColumnValues {
    /** The greatest number of rows whose numbers are used, which is enough for quantiles of hundredths of a percent. */
    private static final int MOST = 1_000_000;
    /** The number of numbers in memory at a time: 128 MiB. */
    private static final int AT_ONCE = 1 << 24;

    private final boolean ignored;
    private final int levels;
    private final int[] counts;
    private double[] numbers = new double[0];
    private int used;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    private final Column column;

    private ColumnValues(Column column) {
        this.column = column;
        ignored = column.type().ignored();
        levels = TableEncoding.levels(column.type());
        counts = new int[levels];
    }

    /** Of each column of a schema; some columns at a time, so that memory is bounded. */
    static List<CellEncoding> encodings(Schema schema, TableRows rows) {
        int n = rows.count();
        int[] chosen = n <= MOST ? null : CounterRandom.of(0, "table columns").choice(0, n, MOST);
        int columns = schema.columns().size();
        int together = Math.max(1, AT_ONCE / Math.min(Math.max(1, n), MOST));
        List<CellEncoding> all = new ArrayList<>();
        for (int from = 0; from < columns; from += together) {
            List<ColumnValues> some = schema.columns().subList(from, Math.min(columns, from + together)).stream()
                    .map(ColumnValues::new)
                    .toList();
            collect(some, from, rows, chosen);
            some.forEach(values -> all.add(values.encoding(chosen != null)));
        }
        return all;
    }

    private static void collect(List<ColumnValues> columns, int first, TableRows rows, int[] chosen) {
        int next = 0;
        for (int i = 0; i < rows.count(); i++) {
            double[] row = rows.row(i);
            boolean seen = chosen == null || next < chosen.length && chosen[next] == i;
            next += seen ? 1 : 0;
            for (int c = 0; c < columns.size(); c++) {
                columns.get(c).add(row[first + c], seen);
            }
        }
    }

    private void add(double value, boolean seen) {
        if (ignored || !Double.isFinite(value)) {
            return;
        }
        if (levels > 0) {
            counts[(int) value]++;
            used++;
            return;
        }
        least = Math.min(least, value);
        most = Math.max(most, value);
        if (seen) {
            if (used == numbers.length) {
                numbers = Arrays.copyOf(numbers, Math.max(64, used + used / 2));
            }
            numbers[used++] = value;
        }
    }

    /**
     * Returns the encoding of the cells; null if there are no values.
     *
     * @param some whether only some numbers were used, so that the extremes may be missing
     */
    private CellEncoding encoding(boolean some) {
        if (ignored || used == 0 && !(least <= most)) {
            return null;
        }
        if (levels > 0) {
            return CellEncoding.Levels.of(counts);
        }
        double[] values = Arrays.copyOf(numbers, used + (some ? 2 : 0));
        numbers = null;
        if (some) {
            values[used] = least;
            values[used + 1] = most;
        }
        return CellEncoding.Numbers.of(values).within(column.lowerBound(), column.upperBound());
    }
}
