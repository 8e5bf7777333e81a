package io.elbo.table;

import io.elbo.data.table.CellCodec;
import io.elbo.data.table.Column;
import io.elbo.data.table.ColumnType;
import java.util.Locale;

/**
 * A column of numbers or dates with many values outside the training range, which alone makes their rows unusual.
 *
 * @param values the number of values
 * @param count the number of values out of range
 * @param least the least value of the training
 * @param greatest the greatest value of the training
 */
public record OutOfRange(Column column, long values, long count, double least, double greatest) {
    /** The share of values out of range above which a column is reported. */
    private static final double PART = 0.1;

    private static final int LEAST_COUNT = 3;

    boolean matters() {
        return count >= LEAST_COUNT && count > PART * values;
    }

    /** Returns whether the column contains dates, which may simply be later. */
    public boolean isDate() {
        return column.type() instanceof ColumnType.DateTime;
    }

    /** Returns the finding, for users. */
    public String meaning() {
        CellCodec codec = column.type().codec();
        return String.format(
                Locale.ROOT,
                "column %s: %,d of %,d values are beyond those of the training, %s to %s, which makes their rows unusual",
                column.name(),
                count,
                values,
                codec.format(least),
                codec.format(greatest));
    }

    /** Returns a sentence for users. */
    @Override
    public String toString() {
        return meaning() + (isDate() ? "; a date that only goes on is better left out of the training" : "");
    }
}
