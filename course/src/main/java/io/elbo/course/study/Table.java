package io.elbo.course.study;

import io.elbo.data.file.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of numbers with named columns.
 *
 * @param columns the names of the columns
 * @param rows the rows, each with one number per column; NaN for a missing measurement
 */
public record Table(List<String> columns, List<List<Double>> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).size() != columns.size()) {
                throw new IllegalArgumentException("row " + i + " has "
                        + rows.get(i).size() + " numbers for " + columns.size() + " columns; each column needs one");
            }
        }
    }

    /** Builds a table row by row. */
    static final class Writer {
        private final List<String> columns;
        private final List<List<Double>> rows = new ArrayList<>();

        Writer(String... columns) {
            this.columns = List.of(columns);
        }

        Writer row(double... values) {
            List<Double> row = new ArrayList<>();
            for (double value : values) {
                row.add(value);
            }
            rows.add(row);
            return this;
        }

        Table table() {
            return new Table(columns, rows);
        }
    }

    /** Returns a line of names and one line per row. Whole numbers have no decimal point; NaN becomes an empty cell. */
    public String toCsv() {
        StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
        for (List<Double> row : rows) {
            text.append(row.stream().map(Table::text).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    private static String text(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return Double.isNaN(value) ? "" : whole ? String.valueOf((long) value) : String.valueOf(value);
    }

    /** Writes {@link #toCsv} to a file atomically. */
    public void write(Path file) {
        AtomicFile.write(file, out -> out.write(toCsv().getBytes(StandardCharsets.UTF_8)));
    }
}
