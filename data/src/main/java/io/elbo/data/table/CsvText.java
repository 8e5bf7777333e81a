package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.csv.CsvScanner;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/**
 * A text of which the format is known: its first record, and its rows.
 *
 * @param name what messages call it
 * @param linesAbove lines at the top that are no part of the table
 */
record CsvText(String name, CsvFormat format, long linesAbove, Opening opening) {
    /** Opens the text at its beginning, without a byte order mark. */
    interface Opening {
        Reader open() throws IOException;
    }

    /** What to do with the records of the text. */
    private interface Scan {
        void over(CsvScanner records) throws IOException;
    }

    /**
     * The header, or the first row of a text without one. An empty cell at its end is none if the next row has not as many: the line
     * ends with a delimiter.
     *
     * @throws DataException naming the text, if it is broken or none is there
     */
    String[] first() {
        String[][] found = new String[1][];
        scan(records -> {
            if (nextWithText(records)) {
                if (records.broken() != null) {
                    throw new DataException(name + ": line " + records.line() + ": " + records.broken());
                }
                found[0] = records.cells();
                if (nextWithText(records) && records.broken() == null) {
                    found[0] = withoutEnd(found[0], records.cells().length);
                }
            }
        });
        if (found[0] == null) {
            throw new DataException(name + ": is empty; a table is needed");
        }
        return found[0];
    }

    /**
     * Reads the rows. Lines that are empty are passed over before a header and at the end, between rows they are broken
     * rows; in a table of one column they are empty cells.
     *
     * @throws DataException naming the text, if it cannot be read or rows are broken and to be refused
     */
    Reading rows(int columns, RowSink sink, BrokenRowLog log) {
        scan(records -> rows(records, columns, sink, log));
        return log.finish();
    }

    private void rows(CsvScanner records, int columns, RowSink sink, BrokenRowLog log) throws IOException {
        boolean oneColumn = columns == 1;
        long emptyRun = 0;
        long firstEmpty = 0;
        if (format.header()) {
            nextWithText(records);
        }
        while (records.next()) {
            if (records.isEmptyLine()) {
                firstEmpty = emptyRun++ == 0 ? records.line() : firstEmpty;
                continue;
            }
            for (long line = firstEmpty; emptyRun > 0; line++, emptyRun--) {
                if (oneColumn) {
                    log.row(sink, line, new String[] {""});
                } else {
                    log.broken(line, "is empty, and more lines follow");
                }
            }
            if (records.broken() != null) {
                log.broken(records.line(), records.broken());
            } else {
                log.row(sink, records.line(), withoutEnd(records.cells(), columns), columns);
            }
            if (log.full()) {
                return;
            }
        }
    }

    /** Without an empty cell that is one too many: the line ends with a delimiter. */
    private static String[] withoutEnd(String[] cells, int columns) {
        return cells.length == columns + 1 && columns > 0 && cells[columns].isEmpty()
                ? Arrays.copyOf(cells, columns)
                : cells;
    }

    private static boolean nextWithText(CsvScanner records) throws IOException {
        boolean more = records.next();
        while (more && records.isEmptyLine()) {
            more = records.next();
        }
        return more;
    }

    private void scan(Scan scan) {
        CsvScanner records = null;
        try (Reader text = opening.open()) {
            records = new CsvScanner(text, format.delimiter(), format.quote());
            records.skipLines(linesAbove);
            scan.over(records);
        } catch (CharacterCodingException e) {
            throw new DataException(
                    name + ": near line " + (records == null ? 1 : records.nextLine()) + ": is not text in "
                            + format.charset().name() + "; another encoding can be given",
                    e);
        } catch (IOException e) {
            throw TextInput.failure(name, e);
        }
    }
}
