package io.elbo.data.table;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Which date patterns the cells of a column have, and how many of them each. */
final class DateSeen {
    /** Cells that no pattern has, from which patterns are made: a column of texts is soon done with. */
    private static final int MOST_TRIED = 100;

    private static final int MOST_CANDIDATES = 32;
    private static final int FIRST_LOOK = 256;
    private static final int DAY = 86_400;

    private final List<Candidate> candidates = new ArrayList<>();
    private final TreeMap<String, Long> unread = new TreeMap<>();
    private long cells;
    private int tried;

    /** A pattern, and what it read. */
    static final class Candidate {
        final DateText text;
        private final DateText reading;
        long read;
        long exact; // and written the same
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        int offset; // of the first
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

        /** Whether its texts are whole numbers too. */
        boolean isDigits() {
            return text.pattern().startsWith("uuuuMM");
        }

        /** Months that were seen. */
        int months() {
            return Integer.bitCount(months);
        }

        /** Days of months that were seen. */
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

    /** The patterns, those that read most cells first. */
    List<Candidate> best() {
        return candidates.stream()
                .sorted(Comparator.comparingLong((Candidate each) -> -each.read).thenComparingLong(each -> -each.exact))
                .toList();
    }

    /** The first cell that a pattern does not read: "'abc' in line 17". */
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
