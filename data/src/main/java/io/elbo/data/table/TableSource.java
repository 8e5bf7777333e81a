package io.elbo.data.table;

import java.util.List;
import java.util.Optional;

/** A table of text cells that can be read from its first row to its last, any number of times, in bounded memory. */
public interface TableSource {
    /** What messages call it: the file, on one line. */
    String name();

    /** The names of the columns, in order; at least one, none empty, no two equal. */
    List<String> columns();

    /**
     * Reads all rows, in order.
     *
     * @return how many there were, and which could not be read
     * @throws io.elbo.data.DataException naming file and line, if the file cannot be read, or has broken rows and these
     *     are to be refused
     */
    Reading read(RowSink sink);

    /** What stands between whole and fraction in the numbers of this table: a point or a comma. */
    default char decimalMark() {
        return '.';
    }

    /**
     * Whether the decimal mark is known, and not guessed from the beginning of the file. Then it goes before that of a schema by
     * which the table is read.
     */
    default boolean decimalMarkIsCertain() {
        return false;
    }

    /** How the table is written, if it is text. */
    default Optional<CsvFormat> text() {
        return Optional.empty();
    }

    /** What was guessed or changed to make a table of it, in sentences; empty if nothing was. */
    default List<String> notes() {
        return List.of();
    }
}
