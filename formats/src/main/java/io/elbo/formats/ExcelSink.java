package io.elbo.formats;

import io.elbo.data.DataException;
import io.elbo.data.table.CsvSink;
import io.elbo.data.table.NumberStyle;
import io.elbo.data.table.RowSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Writes the rows of a sheet. */
final class ExcelSink implements RowSink {
    private static final int MOST_ROWS = 1 << 20;
    private static final int MOST_COLUMNS = 1 << 14;
    private static final int LONGEST_TEXT = 32_767;
    private static final int FLUSH = 1000;
    private static final String DAY = "yyyy-mm-dd";
    private static final String TIME = "yyyy-mm-dd hh:mm:ss";
    /** Excel's day numbers are off by one before this day, because Excel counts a day that did not exist. */
    private static final LocalDateTime FIRST = LocalDateTime.of(1900, 3, 1, 0, 0);

    private static final long MICROSECONDS = 1_000_000;
    /** All integers up to here are distinct doubles. */
    private static final long WHOLE = 1L << 53;

    private final Worksheet sheet;
    private final List<TableLayout.Field> fields;
    private final String name;
    private int row;

    private ExcelSink(Worksheet sheet, String name, TableLayout layout) {
        this.sheet = sheet;
        this.fields = layout.fields();
        this.name = name;
        if (fields.size() > MOST_COLUMNS) {
            throw new DataException(name + ": " + fields.size() + " columns; a sheet has at most " + MOST_COLUMNS);
        }
        for (int column = 0; column < fields.size(); column++) {
            sheet.inlineString(0, column, fields.get(column).name());
        }
    }

    static void write(OutputStream out, String name, TableLayout layout, CsvSink.Content content) throws IOException {
        Workbook book = new Workbook(out, "elbo", "1.0");
        Worksheet sheet = book.newWorksheet("table");
        try {
            content.writeTo(new ExcelSink(sheet, name, layout));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        book.finish();
    }

    @Override
    public void row(long line, String[] cells) {
        if (cells.length != fields.size()) {
            throw new IllegalArgumentException(cells.length + " cells; there are " + fields.size() + " columns");
        }
        if (++row == MOST_ROWS) {
            throw new DataException(
                    name + ": more than " + (MOST_ROWS - 1) + " rows, the limit of a sheet; use .csv instead");
        }
        for (int column = 0; column < cells.length; column++) {
            TableLayout.Field field = fields.get(column);
            if (!field.isMissing(cells[column]) && !value(column, field, cells[column])) {
                text(column, cells[column]);
            }
        }
        if (row % FLUSH == 0) {
            try {
                sheet.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void text(int column, String cell) {
        if (cell.length() > LONGEST_TEXT) {
            throw new DataException(
                    name + ": row " + row + ", column " + fields.get(column).shown("") + ": has " + cell.length()
                            + " characters; the limit of an Excel cell is " + LONGEST_TEXT);
        }
        sheet.inlineString(row, column, cell);
    }

    /** Returns false if Excel has no type for the cell. */
    private boolean value(int column, TableLayout.Field field, String cell) {
        switch (field.stored()) {
            case WHOLE -> {
                OptionalLong whole = field.whole(cell);
                return whole.isPresent()
                        && Math.abs(whole.getAsLong()) <= WHOLE
                        && number(column, field, whole.getAsLong());
            }
            case NUMBER, SINGLE -> {
                double value = field.number(cell);
                return Math.abs(value) <= Double.MAX_VALUE && number(column, field, value);
            }
            case TRUTH -> {
                double value = field.number(cell);
                if (!Double.isNaN(value)) {
                    sheet.value(row, column, value == 1);
                }
                return !Double.isNaN(value);
            }
            case DATE, TIMESTAMP -> {
                return date(column, field, cell);
            }
            default -> {
                return false;
            }
        }
    }

    /** Writes a number. Excel stores a percentage as a fraction and shows other units by the cell format. */
    private boolean number(int column, TableLayout.Field field, Number value) {
        NumberStyle style = field.style();
        boolean plain = style == null || style.affixes().unit().isEmpty();
        boolean percent = !plain && style.affixes().unit().equals("%");
        sheet.value(
                row,
                column,
                percent
                        ? new BigDecimal(NumberStyle.shortest(value.doubleValue()))
                                .movePointLeft(2)
                                .doubleValue()
                        : value);
        if (!plain) {
            String suffix = percent ? "%" : quoted(style.affixes().suffix());
            sheet.style(row, column)
                    .format(quoted(style.affixes().prefix()) + digits(style) + suffix)
                    .set();
        }
        return true;
    }

    private static String digits(NumberStyle style) {
        int least = style.leastDecimals();
        int more = Math.max(0, style.mostDecimals() - least);
        return (style.grouping().isEmpty() ? "0" : "#,##0")
                + (least + more == 0 ? "" : "." + "0".repeat(least) + "#".repeat(more));
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "" : '"' + text.replace("\"", "") + '"';
    }

    private boolean date(int column, TableLayout.Field field, String cell) {
        OptionalLong microseconds = field.microseconds(cell);
        if (microseconds.isEmpty()) {
            return false;
        }
        long value = microseconds.getAsLong();
        LocalDateTime date = LocalDateTime.ofEpochSecond(
                Math.floorDiv(value, MICROSECONDS), (int) Math.floorMod(value, MICROSECONDS) * 1000, ZoneOffset.UTC);
        if (date.isBefore(FIRST)) {
            return false;
        }
        if (field.stored() == StoredType.DATE) {
            sheet.value(row, column, date.toLocalDate());
            sheet.style(row, column).format(DAY).set();
        } else {
            sheet.value(row, column, date);
            sheet.style(row, column).format(TIME).set();
        }
        return true;
    }
}
