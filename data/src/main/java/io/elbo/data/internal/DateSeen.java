package io.elbo.data.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Which date patterns fit all cells of a column so far: to the character, from text to seconds and back. */
final class DateSeen {
    /** Where two fit, the first is taken: with strokes the month comes first, else the day. */
    private static final List<String> DATES = List.of(
            "uuuu-MM-dd",
            "uuuu/MM/dd",
            "uuuu.MM.dd",
            "dd.MM.uuuu",
            "d.M.uuuu",
            "MM/dd/uuuu",
            "M/d/uuuu",
            "dd/MM/uuuu",
            "d/M/uuuu",
            "dd-MM-uuuu",
            "MM-dd-uuuu",
            "dd-MMM-uuuu",
            "dd MMM uuuu",
            "d MMM uuuu",
            "MMM dd, uuuu",
            "MMM d, uuuu");

    private static final List<String> TIMES = List.of("HH:mm", "HH:mm:ss", "H:mm", "H:mm:ss");
    private static final List<String> JOINTS = List.of(" ", "'T'");

    private List<Candidate> candidates;

    /** A pattern and the range of what it read. */
    static final class Candidate {
        final DateText text;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;

        Candidate(String pattern) {
            this.text = DateText.of(pattern);
        }

        boolean add(String cell) {
            double value = text.parse(cell);
            min = Math.min(min, value);
            max = Math.max(max, value);
            return !Double.isNaN(value) && same(text.format(value), cell);
        }

        /** Offsets other than Z are read, and written as Z. */
        private boolean same(String written, String cell) {
            return written.equals(cell)
                    || text.pattern().endsWith("XXX")
                            && written.length() - 1 <= cell.length()
                            && cell.length() - written.length() <= 5;
        }
    }

    boolean possible() {
        return candidates == null || !candidates.isEmpty();
    }

    /** No pattern fits: a cell is something else. */
    void end() {
        candidates = List.of();
    }

    void add(String cell) {
        if (candidates == null) {
            candidates = of(cell);
            return;
        }
        for (Iterator<Candidate> each = candidates.iterator(); each.hasNext(); ) {
            if (!each.next().add(cell)) {
                each.remove();
            }
        }
    }

    private static List<Candidate> of(String cell) {
        List<Candidate> fitting = new ArrayList<>();
        if (cell.length() < 4 || cell.length() > 40 || cell.chars().noneMatch(c -> c >= '0' && c <= '9')) {
            return fitting;
        }
        for (String time : times(cell)) {
            addIfFits(time, cell, fitting);
            for (String date : DATES) {
                for (String joint : JOINTS) {
                    addIfFits(date + joint + time, cell, fitting);
                }
            }
        }
        DATES.forEach(date -> addIfFits(date, cell, fitting));
        return fitting;
    }

    /** The times without and with an offset; with as many digits of a fraction as the cell has. */
    private static List<String> times(String cell) {
        List<String> times = new ArrayList<>();
        if (cell.indexOf(':') < 0) {
            return times;
        }
        int point = cell.lastIndexOf('.');
        int digits = 0;
        while (point >= 0 && point + 1 + digits < cell.length() && Character.isDigit(cell.charAt(point + 1 + digits))) {
            digits++;
        }
        for (String time : TIMES) {
            boolean fraction = time.endsWith("ss") && digits > 0 && digits <= 9 && point > cell.indexOf(':');
            String full = fraction ? time + "." + "S".repeat(digits) : time;
            times.add(full);
            times.add(full + "XXX");
        }
        return times;
    }

    private static void addIfFits(String pattern, String cell, List<Candidate> fitting) {
        Candidate candidate = new Candidate(pattern);
        if (candidate.add(cell)) {
            fitting.add(candidate);
        }
    }

    /** The patterns that fit all cells, the preferred one first. */
    List<Candidate> fitting() {
        return candidates == null ? List.of() : candidates;
    }
}
