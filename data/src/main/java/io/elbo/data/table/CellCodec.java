package io.elbo.data.table;

/** Converts cells of one type to numbers and back. Thread-safe. {@link ColumnType#codec} creates one for a column. */
public interface CellCodec {
    /**
     * Returns the number that a cell's text represents, or NaN if the text does not fit the type.
     *
     * @param text of a cell that holds a value, not a missing mark
     */
    double parse(String text);

    /** Returns on one line why a text does not fit and what would; empty if it fits. */
    String complaint(String text);

    /**
     * Returns the text of a number, as the source writes it. Values that the type cannot represent are replaced by the nearest: a
     * count is rounded, a proportion clamped to 0 to 1.
     *
     * @throws IllegalArgumentException if the value is NaN
     */
    String format(double value);

    /**
     * Returns the number that the text of a number represents: the nearest value that the type and its style can write. NaN if the text
     * does not fit.
     *
     * @throws IllegalArgumentException if the value is NaN
     */
    default double written(double value) {
        return parse(format(value));
    }
}
