package io.elbo.data.number;

import io.elbo.data.DataException;
import io.elbo.data.NotFinite;
import io.elbo.data.csv.CsvScanner;
import io.elbo.data.file.FileText;
import io.elbo.data.table.ColumnNames;
import io.elbo.data.table.CsvFormat;
import io.elbo.data.table.CsvSink;
import io.elbo.data.table.TextInput;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads and writes a table of numbers as CSV: one header line of names, then one line for each row. */
final class CsvTable {
    private final String file;

    private CsvTable(Path path) {
        this.file = FileText.of(path);
    }

    /** @throws DataException naming file, line and column, if the file is not a header line followed by lines of numbers */
    public static NumberTable read(Path path) {
        CsvTable table = new CsvTable(path);
        try (Reader text = TextInput.open(path, table.file, StandardCharsets.UTF_8)) {
            return table.read(new CsvScanner(text, ',', '"'));
        } catch (CharacterCodingException e) {
            throw new DataException(table.file + ": is not text in UTF-8", e);
        } catch (IOException e) {
            throw TextInput.failure(table.file, e);
        }
    }

    private NumberTable read(CsvScanner records) throws IOException {
        if (!records.next()) {
            throw wrong("is empty; it must have a header line and lines of numbers");
        }
        List<String> names = header(cells(records));
        List<float[]> rows = new ArrayList<>();
        long emptyLine = 0;
        while (records.next()) {
            String[] cells = cells(records);
            if (isEmpty(cells)) {
                emptyLine = emptyLine == 0 ? records.line() : emptyLine;
                continue;
            }
            if (emptyLine > 0) {
                throw wrong("line " + emptyLine + ": is empty, but more lines follow");
            }
            rows.add(row(records.line(), cells, names));
        }
        if (rows.isEmpty()) {
            throw wrong("there are no lines after the header; at least one row of numbers is needed");
        }
        return new NumberTable(names, rows.toArray(float[][]::new));
    }

    private String[] cells(CsvScanner records) {
        if (records.broken() != null) {
            throw wrong("line " + records.line() + ": " + records.broken());
        }
        return records.cells();
    }

    private List<String> header(String[] cells) {
        List<String> names = Stream.of(cells).map(String::strip).toList();
        if (isEmpty(cells)) {
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

    private float[] row(long line, String[] cells, List<String> names) {
        if (cells.length != names.size()) {
            throw wrong("line " + line + ": has " + cells.length + " fields; the header has " + names.size());
        }
        float[] row = new float[names.size()];
        for (int column = 0; column < row.length; column++) {
            String field = cells[column].strip();
            row[column] = parse(field);
            if (!Float.isFinite(row[column])) {
                throw wrong("line " + line + ", column " + FileText.oneLine(names.get(column)) + ": "
                        + complaint(field, row[column]));
            }
        }
        return row;
    }

    private static boolean isEmpty(String[] cells) {
        return cells.length == 0 || cells.length == 1 && cells[0].isBlank();
    }

    /** Returns the number, an infinity if it is out of range, or NaN if the text is not a decimal number. */
    private static float parse(String field) {
        for (int i = 0; i < field.length(); i++) {
            if ("0123456789.eE+-".indexOf(field.charAt(i)) < 0) { // such as Java's 1f, 0x1p3, NaN
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
            return "there is no value; each row needs a value in each column";
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

    private DataException wrong(String what) {
        return new DataException(file + ": " + what);
    }

    /** @throws DataException naming the file, if it cannot be written or could not be read back */
    public static void write(Path path, NumberTable table) {
        if (allNumbers(table.names())) {
            throw new DataException(
                    FileText.of(path) + ": the column names are all numbers; such a header line would look like data");
        }
        CsvSink.write(path, CsvFormat.STANDARD, table.names(), sink -> {
            String[] cells = new String[table.names().size()];
            for (int row = 0; row < table.values().length; row++) {
                for (int column = 0; column < cells.length; column++) {
                    cells[column] = Float.toString(table.values()[row][column]); // reads back as the same bits
                }
                sink.row(row + 1, cells);
            }
        });
    }
}
