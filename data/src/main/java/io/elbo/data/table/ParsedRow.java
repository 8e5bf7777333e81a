package io.elbo.data.table;

import java.util.Arrays;
import java.util.List;

/**
 * A row parsed with a schema.
 *
 * @param values a number for each column; NaN for missing values and in ignored columns, {@link #MISFIT} where the cell does not
 *     fit
 * @param misfits the cells that do not fit, by column
 */
public record ParsedRow(double[] values, List<Misfit> misfits) {
    /** The value of a cell that does not fit its column. No number of a table is infinite. */
    public static final double MISFIT = Double.POSITIVE_INFINITY;

    /** Copies the list. */
    public ParsedRow {
        misfits = List.copyOf(misfits);
    }

    /** Returns a row in which cells that do not fit are missing; the same array if all fit. */
    public static double[] fitting(double[] values) {
        for (double value : values) {
            if (Double.isInfinite(value)) {
                return Arrays.stream(values)
                        .map(v -> Double.isInfinite(v) ? Double.NaN : v)
                        .toArray();
            }
        }
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParsedRow o && Arrays.equals(values, o.values) && misfits.equals(o.misfits);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + misfits.hashCode();
    }

    @Override
    public String toString() {
        return "ParsedRow[values=" + Arrays.toString(values) + ", misfits=" + misfits + "]";
    }
}
