package io.elbo.formats;

import io.elbo.data.table.NumberStyle;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.Row;

/** Converts the cells of a row of Excel to texts. */
final class ExcelCells {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    /** Built-in number formats without a format text (ECMA-376, 18.8.30): for days, and for times of a day. */
    private static final Set<Integer> DAYS =
            Set.of(14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58);

    private static final Set<Integer> PERCENTS = Set.of(9, 10);
    private static final Set<Integer> TIMES = Set.of(18, 19, 20, 21, 45, 47);

    private ExcelCells() {}

    /** Returns the texts without trailing empty ones. */
    static List<String> of(Row row) {
        List<String> cells = new ArrayList<>();
        for (Cell cell : row) {
            if (cell != null) {
                while (cells.size() < cell.getColumnIndex()) {
                    cells.add("");
                }
                cells.add(text(cell));
            }
        }
        int end = cells.size();
        while (end > 0 && cells.get(end - 1).isEmpty()) {
            end--;
        }
        return cells.subList(0, end);
    }

    /** Returns whether all non-empty cells are texts. */
    static boolean areTexts(Row row) {
        for (Cell cell : row) {
            if (cell != null && cell.getType() != CellType.EMPTY && !(cell.getValue() instanceof String)) {
                return false;
            }
        }
        return true;
    }

    private static String text(Cell cell) {
        if (cell.getType() == CellType.ERROR) {
            return cell.getRawValue() == null ? "#N/A" : cell.getRawValue();
        }
        Object value = cell.getValue();
        if (value instanceof BigDecimal number) {
            return isDate(cell) ? date(cell, number) : number(cell, NumberStyle.shortest(number.doubleValue()));
        }
        return value == null ? "" : value.toString();
    }

    /** Returns the text of a number; a cell with a percent format gets a percent sign. */
    private static String number(Cell cell, String text) {
        boolean percent = cell.getDataFormatId() != null && PERCENTS.contains(cell.getDataFormatId())
                || letters(cell).contains("%");
        return percent
                ? new BigDecimal(text).movePointRight(2).stripTrailingZeros().toPlainString() + "%"
                : text;
    }

    private static boolean isDate(Cell cell) {
        return hasDay(cell) || hasTime(cell);
    }

    private static boolean hasDay(Cell cell) {
        return cell.getDataFormatId() != null && DAYS.contains(cell.getDataFormatId())
                || letters(cell).matches(".*[yd].*");
    }

    private static boolean hasTime(Cell cell) {
        return cell.getDataFormatId() != null && TIMES.contains(cell.getDataFormatId())
                || letters(cell).matches(".*[hs].*");
    }

    /** Returns the format without literals, colours, and the sections for other numbers than positive ones. */
    private static String letters(Cell cell) {
        String format = cell.getDataFormatString();
        return format == null
                ? ""
                : format.replaceAll("\"[^\"]*\"|\\\\.|_.|\\*.|\\[(?![hms]+\\])[^\\]]*\\]", "")
                        .replaceAll(";.*", "")
                        .toLowerCase(Locale.ROOT)
                        .replace("general", "");
    }

    private static String date(Cell cell, BigDecimal number) {
        if (!hasDay(cell)) {
            double day = number.doubleValue();
            if (day < 0 || day >= 1) {
                return NumberStyle.shortest(day); // more than a day of hours is a duration
            }
            return TIME.format(LocalTime.ofSecondOfDay(Math.min(86_399, Math.round(day * 86_400))));
        }
        LocalDateTime date = cell.asDate();
        boolean midnight = date.toLocalTime().equals(LocalTime.MIDNIGHT);
        return midnight && !hasTime(cell) ? date.toLocalDate().toString() : SECONDS.format(date.plusNanos(500_000_000));
    }
}
