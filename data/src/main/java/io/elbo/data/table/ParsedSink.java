package io.elbo.data.table;

/** Takes the rows of a table that is read by a schema. */
@FunctionalInterface
public interface ParsedSink {
    /**
     * Takes a row.
     *
     * @param line where it starts, from 1
     * @param values one for each column of the schema; NaN where there is no value and in columns that are ignored, {@link
     *     ParsedRow#MISFIT} where the cell does not fit. The receiver may keep the array
     * @param cells the texts, one for each column of the source; {@link ColumnMatch#source} tells which is whose
     */
    void row(long line, double[] values, String[] cells);

    /** As {@link RowSink#pause}. */
    default void pause() {}
}
