package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.csv.CsvScanner;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/**
 * A text of known format: its first record and its rows.
 *
 * @param name of the text in messages
 * @param linesAbove lines at the top that are not part of the table
 */
record CsvText(String name, CsvFormat format, long linesAbove, Opening opening) {
    /** Opens the text at its beginning, without a byte order mark. */
    interface Opening {
        Reader open() throws IOException;
    }

    /** An operation on the records of the text. */
    private interface Scan {
        void over(CsvScanner records) throws IOException;
    }

    /**
     * Returns the header, or the first row of a text without one. An empty last cell is dropped if the next row has fewer cells,
     * because the line then ends with a delimiter.
     *
     * @throws DataException naming the text, if the record is broken or missing
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
     * Reads the rows. Empty lines before a header and at the end are skipped; between rows they are broken rows. In a table of
     * one column they are empty cells.
     *
     * @throws DataException naming the text, if it cannot be read or has broken rows that are refused
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
                    log.broken(line, "is empty, but more lines follow");
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

    /** Returns the cells without an empty last cell that is one too many, because the line ends with a delimiter. */
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
                            + format.charset().name() + "; set another encoding",
                    e);
        } catch (IOException e) {
            throw TextInput.failure(name, e);
        }
    }
}
