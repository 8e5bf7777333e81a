package io.elbo.table;

import io.elbo.data.table.Column;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableRows;
import io.elbo.math.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What has to be known of a column to encode it: the counts of its levels, or its numbers; of a long table those of a million rows,
 * and the least and the greatest of all.
 */
final class ColumnValues {
    /** Rows at most of which numbers are looked at: enough for quantiles of hundredths of a percent. */
    private static final int MOST = 1_000_000;
    /** Numbers in memory at once: 128 MiB. */
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
     * How cells of such values are encoded; null if there are none.
     *
     * @param some whether not all numbers were looked at: their ends may be missing then
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
