package io.elbo.data.table;

import java.util.List;
import java.util.Optional;

/** A table of text cells that can be read from first to last row any number of times, in bounded memory. */
public interface TableSource {
    /** Returns the name for messages: the file, on one line. */
    String name();

    /** Returns the names of the columns, in order; at least one, none empty, all different. */
    List<String> columns();

    /**
     * Reads all rows, in order.
     *
     * @return how many there were, and which could not be read
     * @throws io.elbo.data.DataException naming file and line, if the file cannot be read, or has broken rows that are refused
     */
    Reading read(RowSink sink);

    /** Returns the decimal mark of the numbers of this table: a point or a comma. */
    default char decimalMark() {
        return '.';
    }

    /**
     * Returns whether the decimal mark is known instead of guessed from the beginning of the file. It then takes precedence over
     * that of the schema.
     */
    default boolean decimalMarkIsCertain() {
        return false;
    }

    /** Returns how the table is written, if it is text. */
    default Optional<CsvFormat> text() {
        return Optional.empty();
    }

    /** Returns what was guessed or changed to read the table, in sentences; empty if nothing was. */
    default List<String> notes() {
        return List.of();
    }
}
