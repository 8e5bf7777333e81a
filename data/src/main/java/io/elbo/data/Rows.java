package io.elbo.data;

/**
 * A table of numbers: {@code count()} rows of {@code width()} features, read one row at a time. What a model trains on.
 *
 * <p>Implementations are immutable and may be read from several threads at once.
 */
public interface Rows {
    /** The number of rows. */
    int count();

    /** The number of features of a row. */
    int width();

    /**
     * Writes the features of one row.
     *
     * @param row 0 to {@code count() - 1}
     * @param to receives {@code width()} values
     * @param offset where the first value goes
     */
    void read(int row, float[] to, int offset);
}
