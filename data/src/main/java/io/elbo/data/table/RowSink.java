package io.elbo.data.table;

/** Receives the rows of a table, one after the other. */
@FunctionalInterface
public interface RowSink {
    /**
     * Receives a row.
     *
     * @param line where it starts, from 1; in a file without lines, the number of the row
     * @param cells one for each column, never null; the receiver may keep the array
     */
    void row(long line, String[] cells);

    /** Called when a source that waits for rows has none for now. The receiver should flush what it has buffered. */
    default void pause() {}
}
