package io.elbo.data.table;

import io.elbo.data.csv.CsvScanner;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The beginning of a text, split by a delimiter: whether its lines have equal widths, and on which line the table begins. */
final class CsvSplit {
    private static final int MOST_ROWS = 2000;
    private static final int MOST_TITLES = 20;
    private static final double EVEN = 0.9;
    private static final char COMMENT = '#';

    private final List<String[]> rows = new ArrayList<>();
    private final List<Long> lines = new ArrayList<>();
    private final int width;
    private final int first;

    CsvSplit(String text, char delimiter, char quote) {
        CsvScanner records = new CsvScanner(new StringReader(text), delimiter, quote);
        try {
            while (rows.size() < MOST_ROWS && records.next()) {
                if (!records.isEmptyLine()) {
                    rows.add(records.broken() == null ? records.cells() : new String[0]);
                    lines.add(records.line());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot happen for a text in memory
        }
        width = commonWidth();
        first = firstOfTable();
    }

    /** Returns the number of cells that most rows have; of several such numbers, the greatest. */
    private int commonWidth() {
        Map<Integer, Integer> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(row.length, 1, Integer::sum));
        int common = 0;
        for (int cells : counts.keySet()) {
            int more = counts.get(cells) - counts.getOrDefault(common, 0);
            common = more > 0 || more == 0 && cells > common ? cells : common;
        }
        return common;
    }

    private int firstOfTable() {
        int top = 0;
        while (top < rows.size() && top <= MOST_TITLES && (isTitle(rows.get(top)) || isComment(top))) {
            top++;
        }
        boolean found = top > 0 && top <= MOST_TITLES && top < rows.size();
        List<String[]> below = found ? rows.subList(top, rows.size()) : List.of();
        // two cells may be a sentence with a comma, so the lines above must precede a certain header
        return found && share(below, width) >= EVEN && (width > 2 || CsvHeader.isOverNumbers(below) || allComments(top))
                ? top
                : 0;
    }

    private boolean allComments(int end) {
        return rows.subList(0, end).stream().allMatch(row -> row.length > 0 && startsComment(row));
    }

    private static boolean startsComment(String[] row) {
        return !row[0].isEmpty() && row[0].charAt(0) == COMMENT;
    }

    /**
     * Returns whether a line above has fewer cells than the table (by more than one, which row names would explain), or text in
     * only one cell.
     */
    private boolean isTitle(String[] row) {
        if (width < 2) {
            return false;
        }
        if (row.length < width) {
            return row.length == 1 || row.length < width - 1;
        }
        long filled = List.of(row).stream().filter(cell -> !cell.isBlank()).count();
        return row.length == width && width > 2 && filled == 1 && !row[0].isBlank();
    }

    /** Returns whether a line starts with a #, unless it is the header: as wide as the table, and not above another header. */
    private boolean isComment(int row) {
        String[] cells = rows.get(row);
        return cells.length > 0
                && startsComment(cells)
                && (cells.length != width
                        || row + 1 < rows.size()
                                && (startsComment(rows.get(row + 1))
                                        || CsvHeader.isOverNumbers(rows.subList(row + 1, rows.size()))));
    }

    private static double share(List<String[]> rows, int width) {
        return rows.isEmpty()
                ? 0
                : (double) rows.stream().filter(row -> row.length == width).count() / rows.size();
    }

    /** Returns the rows of the table, including its header. */
    List<String[]> table() {
        return rows.subList(first, rows.size());
    }

    /** Returns the number of lines above the table. */
    long linesAbove() {
        return first == 0 ? 0 : lines.get(first) - 1;
    }

    /**
     * Returns the fraction of rows that are as wide as the first. If the first differs from most but has several cells too, it
     * counts rows as wide as most. The others are then refused when they are read, which is better than a table of one column.
     */
    double agreement() {
        List<String[]> table = table();
        int cells = table.isEmpty() ? 0 : table.get(0).length;
        return cells < 2 || width < 2 ? 0 : Math.max(share(table, cells), share(table, width));
    }
}
