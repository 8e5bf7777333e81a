package io.elbo.data.table;

/** Takes the rows of a table, one after the other. */
@FunctionalInterface
public interface RowSink {
    /**
     * Takes a row.
     *
     * @param line where it starts, from 1; in a file without lines, the number of the row
     * @param cells one for each column, never null; the receiver may keep the array
     */
    void row(long line, String[] cells);

    /** Is told when a source that waits for its rows has none for now: what was held back should be given out. */
    default void pause() {}
}
