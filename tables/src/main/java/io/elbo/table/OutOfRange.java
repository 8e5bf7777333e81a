package io.elbo.table;

import io.elbo.data.table.CellCodec;
import io.elbo.data.table.Column;
import io.elbo.data.table.ColumnType;
import java.util.Locale;

/**
 * A column of numbers or dates of which many values lie beyond those of the training, so that their rows are strange for that alone.
 *
 * @param values that rows had
 * @param count of these, beyond
 * @param least value of the training
 * @param greatest value of the training
 */
public record OutOfRange(Column column, long values, long count, double least, double greatest) {
    /** Of the values; fewer are strange rows, and no more than that. */
    private static final double PART = 0.1;

    private static final int LEAST_COUNT = 3;

    boolean matters() {
        return count >= LEAST_COUNT && count > PART * values;
    }

    /** Whether the column is one of dates, which may only go on. */
    public boolean isDate() {
        return column.type() instanceof ColumnType.DateTime;
    }

    /** What was found, for users. */
    public String meaning() {
        CellCodec codec = column.type().codec();
        return String.format(
                Locale.ROOT,
                "column %s: %,d of %,d values are beyond those of the training, %s to %s, so that their rows count as strange",
                column.name(),
                count,
                values,
                codec.format(least),
                codec.format(greatest));
    }

    /** A sentence for users. */
    @Override
    public String toString() {
        return meaning() + (isDate() ? "; a date that only goes on is better left out of the training" : "");
    }
}
