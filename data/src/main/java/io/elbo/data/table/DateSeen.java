package io.elbo.data.table;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Tracks which date patterns the cells of a column match, and how many cells match each. */
final class DateSeen {
    /** Cells that match no known pattern and from which patterns are derived. The limit makes text columns cheap. */
    private static final int MOST_TRIED = 100;

    private static final int MOST_CANDIDATES = 32;
    private static final int FIRST_LOOK = 256;
    private static final int DAY = 86_400;

    private final List<Candidate> candidates = new ArrayList<>();
    private final TreeMap<String, Long> unread = new TreeMap<>();
    private long cells;
    private int tried;

    /** A pattern and its statistics. */
    static final class Candidate {
        final DateText text;
        private final DateText reading;
        long read;
        long exact; // also written back unchanged
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        int offset; // of the first cell
        boolean offsetsDiffer;
        String firstMiss;
        long firstMissLine;
        private int months; // as bits
        private int days;

        Candidate(String pattern) {
            this.text = DateText.of(pattern);
            this.reading = text.lenient(0);
        }

        boolean add(long line, String cell) {
            double value = reading.parse(cell);
            if (Double.isNaN(value)) {
                if (firstMiss == null) {
                    firstMiss = cell;
                    firstMissLine = line;
                }
                return false;
            }
            min = Math.min(min, value);
            max = Math.max(max, value);
            int at = text.hasOffset() ? text.offset(cell) : 0;
            offsetsDiffer |= read > 0 && at != offset;
            offset = read == 0 ? at : offset;
            read++;
            exact += text.format(value, at).equals(cell) ? 1 : 0;
            if (isDigits()) {
                LocalDate date = LocalDate.ofEpochDay((long) Math.floor(value / DAY));
                months |= 1 << date.getMonthValue();
                days |= 1 << date.getDayOfMonth();
            }
            return true;
        }

        /** Returns whether its texts are also integers. */
        boolean isDigits() {
            return text.pattern().startsWith("uuuuMM");
        }

        /** Returns the number of months seen. */
        int months() {
            return Integer.bitCount(months);
        }

        /** Returns the number of days of the month seen. */
        int days() {
            return Integer.bitCount(days);
        }
    }

    boolean possible() {
        return tried < MOST_TRIED || !candidates.isEmpty();
    }

    /** @param cell without blanks around it */
    void add(long line, String cell) {
        cells++;
        boolean read = false;
        for (Candidate each : candidates) {
            read |= each.add(line, cell);
        }
        if (!read && tried < MOST_TRIED) {
            tried++;
            for (String pattern : DatePatterns.of(cell)) {
                Candidate made = new Candidate(pattern);
                if (candidates.size() < MOST_CANDIDATES && made.add(line, cell)) {
                    candidates.add(made);
                    read = true;
                }
            }
        }
        if (!read && unread.size() < ColumnStatistics.MOST_OTHERS) {
            unread.putIfAbsent(cell, line);
        }
        if (cells == FIRST_LOOK || cells % (16 * FIRST_LOOK) == 0) {
            leaveOutRare();
        }
    }

    private void leaveOutRare() {
        candidates.removeIf(each -> 2 * each.read < cells);
    }

    /** Returns the patterns, those that match most cells first. */
    List<Candidate> best() {
        return candidates.stream()
                .sorted(Comparator.comparingLong((Candidate each) -> -each.read).thenComparingLong(each -> -each.exact))
                .toList();
    }

    /** Returns the first cell that a pattern does not read, such as "'abc' in line 17". */
    String firstMiss(Candidate of) {
        String first = of.firstMiss;
        long line = of.firstMiss == null ? Long.MAX_VALUE : of.firstMissLine;
        for (var one : unread.entrySet()) {
            if (one.getValue() < line) {
                first = one.getKey();
                line = one.getValue();
            }
        }
        return first == null ? "" : "'" + TypeRules.shown(first) + "' in line " + line;
    }
}
