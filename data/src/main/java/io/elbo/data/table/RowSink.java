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
}
