package io.elbo.data.table;

/** Receives the rows of a table that is read with a schema. */
@FunctionalInterface
public interface ParsedSink {
    /**
     * Receives a row.
     *
     * @param line where it starts, from 1
     * @param values one for each column of the schema; NaN for missing values and in ignored columns, {@link ParsedRow#MISFIT}
     *     where the cell does not fit. The receiver may keep the array
     * @param cells the texts, one for each column of the source; {@link ColumnMatch#source} gives the column of each
     */
    void row(long line, double[] values, String[] cells);

    /** See {@link RowSink#pause}. */
    default void pause() {}
}
