package io.elbo.formats;

import io.elbo.data.DataException;
import io.elbo.data.table.BrokenRowLog;
import io.elbo.data.table.BrokenRows;
import io.elbo.data.table.Reading;
import io.elbo.data.table.RowSink;
import io.elbo.data.table.TableNames;
import io.elbo.data.table.TableSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;

/** A sheet of an Excel workbook. */
final class ExcelTable implements TableSource {
    private static final int LOOKED_AT = 50;

    private final Path file;
    private final String name;
    private final BrokenRows brokenRows;
    private final int sheet;
    private final List<String> columns;
    private final List<String> notes = new ArrayList<>();
    private final int firstRow; // of the data

    /**
     * Reads the first rows.
     *
     * @param wanted a sheet's name, or its number from 1
     * @param header whether the first row has names; if empty, it has if each of its cells is a text
     * @throws DataException naming the file, if it cannot be read, or has no such sheet
     */
    public ExcelTable(
            Path file, String name, Optional<String> wanted, Optional<Boolean> header, BrokenRows brokenRows) {
        this.file = file;
        this.name = name;
        this.brokenRows = brokenRows;
        this.sheet = open(book -> sheet(book, wanted));
        List<NumberedRow> top = open(book -> top(book));
        if (top.isEmpty()) {
            throw new DataException(name + ": the sheet is empty; a table is needed");
        }
        int width = top.stream().mapToInt(row -> row.cells.size()).max().orElseThrow();
        int first = 0;
        while (first + 1 < top.size() && width > 2 && top.get(first).filled() <= 1) {
            first++;
        }
        if (first > 0) {
            notes.add("rows up to " + (top.get(first).number - 1) + " stand above the table and are left out: '"
                    + top.get(0).shown() + "'");
        }
        NumberedRow names = top.get(first);
        boolean named = header.orElseGet(names::isHeader);
        if (!named && header.isEmpty()) {
            notes.add("the first row looks like data; the columns are named c0, c1, ...");
        }
        this.firstRow = named ? names.number + 1 : names.number;
        List<String> cells = new ArrayList<>(names.cells);
        while (cells.size() < width) {
            cells.add("");
        }
        this.columns = named ? TableNames.unique(cells.toArray(String[]::new), notes) : TableNames.numbered(width);
    }

    /** A row with its number from 1, without trailing empty cells. */
    private record NumberedRow(int number, List<String> cells, boolean texts) {
        static NumberedRow of(Row row) {
            List<String> cells = ExcelCells.of(row);
            return new NumberedRow(row.getRowNum(), cells, ExcelCells.areTexts(row));
        }

        long filled() {
            return cells.stream().filter(cell -> !cell.isBlank()).count();
        }

        boolean isHeader() {
            return texts && cells.stream().distinct().count() == cells.size();
        }

        String shown() {
            return Words.oneLine(
                    cells.stream().filter(cell -> !cell.isBlank()).findFirst().orElse(""));
        }
    }

    private int sheet(ReadableWorkbook book, Optional<String> wanted) {
        List<Sheet> sheets = book.getSheets()
                .filter(one -> wanted.isPresent() || one.getVisibility() == SheetVisibility.VISIBLE)
                .toList();
        List<String> names =
                sheets.stream().map(one -> Words.oneLine(one.getName())).toList();
        for (Sheet one : sheets) {
            if (wanted.isEmpty() || one.getName().equals(wanted.get())) {
                if (wanted.isEmpty() && sheets.size() > 1) {
                    notes.add("the sheet '" + names.get(0) + "' is read; there are also "
                            + TableNames.list(names.subList(1, names.size())));
                }
                return one.getIndex();
            }
        }
        if (wanted.isPresent() && wanted.get().matches("[1-9][0-9]{0,3}")) {
            int number = Integer.parseInt(wanted.get());
            if (number <= sheets.size()) {
                return sheets.get(number - 1).getIndex();
            }
        }
        throw new DataException(name + ": there is no sheet '" + Words.oneLine(wanted.orElse("")) + "'; there are "
                + TableNames.list(names));
    }

    private List<NumberedRow> top(ReadableWorkbook book) throws IOException {
        try (Stream<Row> rows = book.getSheet(sheet).orElseThrow().openStream()) {
            return rows.map(NumberedRow::of)
                    .filter(row -> !row.cells.isEmpty())
                    .limit(LOOKED_AT)
                    .toList();
        }
    }

    /** An operation on the workbook while it is open. */
    private interface Use<T> {
        T with(ReadableWorkbook book) throws IOException;
    }

    private <T> T open(Use<T> use) {
        try (ReadableWorkbook book = new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true))) {
            return use.with(book);
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // the library wraps errors of the file in many exceptions
            throw new DataException(name + ": damaged Excel file: " + reason(e), e);
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e instanceof ExcelReaderException && e.getCause() != null ? e.getCause() : e;
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : Words.oneLine(message.lines().findFirst().orElse(""));
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
    public boolean decimalMarkIsCertain() {
        return true;
    }

    @Override
    public List<String> notes() {
        return Collections.unmodifiableList(notes);
    }

    @Override
    public Reading read(RowSink sink) {
        BrokenRowLog log = new BrokenRowLog(name, brokenRows);
        open(book -> {
            try (Stream<Row> rows = book.getSheet(sheet).orElseThrow().openStream()) {
                read(rows.iterator(), sink, log);
            }
            return null;
        });
        return log.finish();
    }

    private void read(Iterator<Row> rows, RowSink sink, BrokenRowLog log) {
        int next = firstRow;
        while (rows.hasNext() && !log.full()) {
            Row row = rows.next();
            List<String> cells = ExcelCells.of(row);
            if (row.getRowNum() < firstRow || cells.isEmpty()) {
                continue;
            }
            for (; next < row.getRowNum(); next++) {
                log.broken(next, "is empty, but more rows follow");
            }
            next++;
            String[] whole = Arrays.copyOf(cells.toArray(String[]::new), Math.max(cells.size(), columns.size()));
            Arrays.fill(whole, cells.size(), whole.length, "");
            log.row(sink, row.getRowNum(), whole, columns.size());
        }
    }
}
