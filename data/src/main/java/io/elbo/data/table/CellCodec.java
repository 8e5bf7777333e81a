package io.elbo.data.table;

/** Cells of one type to numbers and back; safe for use by many threads. Made once for a column by {@link ColumnType#codec}. */
public interface CellCodec {
    /**
     * The number that a cell's text stands for, NaN if the text does not fit the type.
     *
     * @param text of a cell that holds a value, not a missing mark
     */
    double parse(String text);

    /** Why a text does not fit, and what would; on one line, empty if it does fit. */
    String complaint(String text);

    /**
     * The text of a number, as the source writes it. Values between those that the type has are brought to the nearest: a
     * count is rounded, a proportion held between 0 and 1.
     *
     * @throws IllegalArgumentException if the value is NaN
     */
    String format(double value);
}
