package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.internal.CsvDetection;
import io.elbo.data.internal.CsvScanner;
import io.elbo.data.internal.FileText;
import io.elbo.data.internal.TextFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A table in a text file: CSV, TSV and their relatives, also packed with gzip (told by the first two bytes). Lines that
 * are empty are not rows: before a header and at the end of the file they are passed over, between rows they are broken
 * rows; only in a table of one column they are empty cells.
 */
public final class CsvSource implements TableSource {
    private final Path file;
    private final String name;
    private final CsvFormat format;
    private final BrokenRows brokenRows;
    private final List<String> columns;
    private final List<String> detected;
    private final boolean markGiven;
    private final List<String> notes;

    private CsvSource(
            Path file, String name, CsvFormat format, BrokenRows brokenRows, List<String> detected, boolean markGiven) {
        this.file = file;
        this.name = name;
        this.format = format;
        this.brokenRows = brokenRows;
        this.detected = detected;
        this.markGiven = markGiven;
        String[] first = first();
        this.notes = new ArrayList<>(detected);
        this.columns = format.header() ? TableNames.unique(first, notes) : TableNames.numbered(first.length);
    }

    /**
     * Opens a file in the format that its beginning shows; refuses broken rows.
     *
     * @throws DataException naming the file, if it cannot be read or holds no table
     */
    public static CsvSource open(Path file) {
        return open(file, CsvOptions.FOUND_OUT);
    }

    /**
     * Opens a file in the format that its beginning shows, but for what is given.
     *
     * @throws DataException naming the file, if it cannot be read or holds no table
     */
    public static CsvSource open(Path file, CsvOptions options) {
        return open(file, FileText.of(file), options);
    }

    static CsvSource open(Path file, String name, CsvOptions options) {
        CsvDetection detection = TextFile.detect(file, name, options);
        return new CsvSource(
                file,
                name,
                detection.format(),
                options.brokenRows(),
                detection.notes(),
                options.decimalComma().isPresent());
    }

    /**
     * Opens a file in a given format.
     *
     * @throws DataException naming the file, if it cannot be read or holds no table in this format
     */
    public static CsvSource open(Path file, CsvFormat format, BrokenRows brokenRows) {
        return new CsvSource(file, FileText.of(file), format, brokenRows, List.of(), true);
    }

    /** The same file in another format. */
    public CsvSource with(CsvFormat other) {
        return new CsvSource(file, name, other, brokenRows, List.of(), true);
    }

    /** The same file with another way with broken rows. */
    public CsvSource with(BrokenRows other) {
        return new CsvSource(file, name, format, other, detected, markGiven);
    }

    /** The format it is read in. */
    public CsvFormat format() {
        return format;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public char decimalMark() {
        return format.decimalComma() ? ',' : '.';
    }

    @Override
    public boolean decimalMarkIsCertain() {
        return markGiven;
    }

    @Override
    public List<String> notes() {
        return Collections.unmodifiableList(notes);
    }

    private static boolean nextWithText(CsvScanner records) throws IOException {
        boolean more = records.next();
        while (more && records.isEmptyLine()) {
            more = records.next();
        }
        return more;
    }

    /** The header, or the first row of a file without one. */
    private String[] first() {
        String[][] found = new String[1][];
        scan(records -> {
            if (nextWithText(records)) {
                if (records.broken() != null) {
                    throw wrong("line " + records.line() + ": " + records.broken());
                }
                found[0] = records.cells();
            }
        });
        if (found[0] == null) {
            throw wrong("is empty; a table is needed");
        }
        return found[0];
    }

    @Override
    public Reading read(RowSink sink) {
        BrokenRowLog log = new BrokenRowLog(name, brokenRows);
        scan(records -> read(records, format.header(), columns.size(), sink, log));
        return log.finish();
    }

    /** Reads the rows of a text from its beginning. */
    static void read(CsvScanner records, boolean header, int columns, RowSink sink, BrokenRowLog log)
            throws IOException {
        boolean oneColumn = columns == 1;
        long emptyRun = 0;
        long firstEmpty = 0;
        if (header) {
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
            } else if (records.cells().length != columns) {
                log.broken(records.line(), cells(records.cells().length) + "; the table has " + columns);
            } else {
                log.row(sink, records.line(), records.cells());
            }
            if (log.full()) {
                return;
            }
        }
    }

    private static String cells(int count) {
        return count == 1 ? "has 1 cell" : "has " + count + " cells";
    }

    /** What to do with the records of the file. */
    private interface Scan {
        void over(CsvScanner records) throws IOException;
    }

    private void scan(Scan scan) {
        CsvScanner records = null;
        try (Reader text = TextFile.open(file, name, format.charset())) {
            records = new CsvScanner(text, format.delimiter(), format.quote());
            scan.over(records);
        } catch (CharacterCodingException e) {
            throw new DataException(
                    name + ": near line " + (records == null ? 1 : records.nextLine()) + ": is not text in "
                            + format.charset().name() + "; another encoding can be given",
                    e);
        } catch (IOException e) {
            throw TextFile.failure(name, e);
        }
    }

    private DataException wrong(String what) {
        return new DataException(name + ": " + what);
    }
}
