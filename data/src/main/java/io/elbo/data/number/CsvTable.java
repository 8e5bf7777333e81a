package io.elbo.data.number;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.elbo.data.DataException;
import io.elbo.data.NotFinite;
import io.elbo.data.file.AtomicFile;
import io.elbo.data.file.CountedInput;
import io.elbo.data.file.FileText;
import io.elbo.data.table.ColumnNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Reads and writes a table of numbers as CSV: one header line of names, then one line for each row. */
final class CsvTable {
    private static final int MOST_COLUMNS = 1 << 20;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final String file;

    private CsvTable(Path path) {
        this.file = FileText.of(path);
    }

    /** @throws DataException naming file, line and column, if the file is not a header line and lines of numbers */
    public static NumberTable read(Path path) {
        CountedInput.requireNoFolder(path);
        CsvTable table = new CsvTable(path);
        try (BufferedReader text = Files.newBufferedReader(path)) {
            text.mark(1);
            if (text.read() != BYTE_ORDER_MARK) { // Excel writes one
                text.reset();
            }
            return table.read(records(text).iterator());
        } catch (UncheckedIOException e) {
            throw table.failure(path, e.getCause());
        } catch (IOException e) {
            throw table.failure(path, e);
        } catch (CsvParseException e) {
            if (e.getCause() instanceof Error error) { // FastCSV wraps these too
                throw error;
            }
            throw new DataException(table.file + ": " + FileText.reason(e), e);
        }
    }

    private static CsvReader<CsvRecord> records(BufferedReader text) {
        return CsvReader.builder()
                .skipEmptyLines(false)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // refused here, with the names of line and file
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(CsvRecordHandler.of(handler -> handler.maxFields(MOST_COLUMNS)), text);
    }

    private NumberTable read(Iterator<CsvRecord> records) {
        if (!records.hasNext()) {
            throw wrong("is empty; a header line and lines of numbers are needed");
        }
        List<String> names = header(records.next());
        List<float[]> rows = new ArrayList<>();
        long emptyLine = 0;
        while (records.hasNext()) {
            CsvRecord record = records.next();
            if (isEmpty(record)) {
                emptyLine = emptyLine == 0 ? record.getStartingLineNumber() : emptyLine;
                continue;
            }
            if (emptyLine > 0) {
                throw wrong("line " + emptyLine + ": is empty, and more lines follow");
            }
            rows.add(row(record, names));
        }
        if (rows.isEmpty()) {
            throw wrong("there are no lines after the header; at least one row of numbers is needed");
        }
        return new NumberTable(names, rows.toArray(float[][]::new));
    }

    private List<String> header(CsvRecord record) {
        List<String> names = record.getFields().stream().map(String::strip).toList();
        if (isEmpty(record)) {
            throw wrong("line 1: is empty; a header line with the name of each column is needed");
        }
        if (allNumbers(names)) {
            throw wrong("line 1: holds only numbers; a header line with the name of each column is needed");
        }
        try {
            ColumnNames.check(names);
        } catch (DataException e) {
            throw wrong("line 1: " + e.getMessage());
        }
        return names;
    }

    private float[] row(CsvRecord record, List<String> names) {
        if (record.getFieldCount() != names.size()) {
            throw wrong("line " + record.getStartingLineNumber() + ": has " + record.getFieldCount()
                    + " fields; the header has " + names.size());
        }
        float[] row = new float[names.size()];
        for (int column = 0; column < row.length; column++) {
            String field = record.getField(column).strip();
            row[column] = parse(field);
            if (!Float.isFinite(row[column])) {
                throw wrong("line " + record.getStartingLineNumber() + ", column " + FileText.oneLine(names.get(column))
                        + ": " + complaint(field, row[column]));
            }
        }
        return row;
    }

    private static boolean isEmpty(CsvRecord record) {
        return record.getFieldCount() == 1 && record.getField(0).isBlank();
    }

    /** The number, an infinity if it is out of range, or NaN if the text is anything but a decimal number. */
    private static float parse(String field) {
        for (int i = 0; i < field.length(); i++) {
            if ("0123456789.eE+-".indexOf(field.charAt(i)) < 0) { // Java's own 1f, 0x1p3, NaN
                return Float.NaN;
            }
        }
        try {
            return Float.parseFloat(field);
        } catch (NumberFormatException e) {
            return Float.NaN;
        }
    }

    private static String complaint(String field, float parsed) {
        if (field.isEmpty()) {
            return "there is no value; each row needs one in each column";
        }
        String start = field.length() > 40 ? field.substring(0, 40) + "..." : field;
        String shown = "'" + FileText.oneLine(start) + "'";
        if (!Float.isNaN(parsed)) {
            return NotFinite.outOfRange(shown);
        }
        boolean otherSeparator = field.indexOf(';') >= 0 || field.indexOf('\t') >= 0;
        return shown + " is not a number" + (otherSeparator ? "; fields are separated by commas" : "");
    }

    private static boolean allNumbers(List<String> fields) {
        return fields.stream().noneMatch(field -> Float.isNaN(parse(field)));
    }

    private DataException failure(Path path, IOException cause) {
        return cause instanceof CharacterCodingException
                ? new DataException(file + ": is not text in UTF-8", cause)
                : FileText.failure(path, cause);
    }

    private DataException wrong(String what) {
        return new DataException(file + ": " + what);
    }

    /** @throws DataException naming the file, if it cannot be written, or could not be read again */
    public static void write(Path path, NumberTable table) {
        if (allNumbers(table.names())) {
            throw new DataException(FileText.of(path)
                    + ": the column names are all numbers; a header line of those could not be told from data");
        }
        AtomicFile.write(path, out -> {
            CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
            try {
                csv.writeRecord(table.names());
                String[] fields = new String[table.names().size()];
                for (float[] row : table.values()) {
                    for (int column = 0; column < fields.length; column++) {
                        fields[column] = Float.toString(row[column]); // reads back as the same bits
                    }
                    csv.writeRecord(fields);
                }
                csv.flush();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        });
    }
}
