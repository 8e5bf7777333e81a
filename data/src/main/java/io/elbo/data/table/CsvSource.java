package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.file.FileText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A table in a text file: CSV, TSV and their relatives, optionally compressed with gzip (recognised by the first two bytes).
 * Empty lines before a header and at the end of the file are skipped; between rows they are broken rows. In a table of one column
 * they are empty cells.
 */
public final class CsvSource implements TableSource {
    private final Path file;
    private final String name;
    private final CsvFormat format;
    private final long linesAbove;
    private final BrokenRows brokenRows;
    private final List<String> columns;
    private final List<String> detected;
    private final boolean markGiven;
    private final List<String> notes;

    private CsvSource(
            Path file,
            String name,
            CsvFormat format,
            long linesAbove,
            BrokenRows brokenRows,
            List<String> detected,
            boolean markGiven) {
        this.file = file;
        this.name = name;
        this.format = format;
        this.linesAbove = linesAbove;
        this.brokenRows = brokenRows;
        this.detected = detected;
        this.markGiven = markGiven;
        String[] first = records().first();
        this.notes = new ArrayList<>(detected);
        this.columns = format.header() ? TableNames.unique(first, notes) : TableNames.numbered(first.length);
    }

    /**
     * Opens a file in the detected format and refuses broken rows.
     *
     * @throws DataException naming the file, if it cannot be read or holds no table
     */
    public static CsvSource open(Path file) {
        return open(file, CsvOptions.defaults());
    }

    /**
     * Opens a file in the detected format, with the options that the user sets.
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
                detection.linesAbove(),
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
        return new CsvSource(file, FileText.of(file), format, 0, brokenRows, List.of(), true);
    }

    /** Returns the same file in another format. */
    public CsvSource with(CsvFormat other) {
        return new CsvSource(file, name, other, linesAbove, brokenRows, List.of(), true);
    }

    /** Returns the same file with another policy for broken rows. */
    public CsvSource with(BrokenRows other) {
        return new CsvSource(file, name, format, linesAbove, other, detected, markGiven);
    }

    /** Returns the format in which it is read. */
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
    public Optional<CsvFormat> text() {
        return Optional.of(format);
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

    @Override
    public Reading read(RowSink sink) {
        return records().rows(columns.size(), sink, new BrokenRowLog(name, brokenRows));
    }

    private CsvText records() {
        return new CsvText(name, format, linesAbove, () -> TextInput.open(file, name, format.charset()));
    }
}
