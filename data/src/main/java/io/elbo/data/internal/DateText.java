package io.elbo.data.internal;

import io.elbo.data.table.CellCodec;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * Dates and times by a pattern: a part of what DateTimeFormatter knows, without locales, at the speed of a table. One
 * letter reads a number with or without a zero in front, two or more exactly that many digits.
 */
public final class DateText implements CellCodec {
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final String LETTERS = "uMdHmsSX";
    private static final int DAY = 86_400;

    /** A run of one letter, or literal text where the letter is 0. */
    private record Part(char letter, int length, String literal) {}

    private final String pattern;
    private final List<Part> parts = new ArrayList<>();
    private final long unit; // parts of a second that are written
    private final boolean lenient;

    private DateText(String pattern, boolean lenient) {
        this.pattern = pattern;
        this.lenient = lenient;
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            int end = at + 1;
            if (c == '\'') {
                end = pattern.indexOf('\'', at + 1);
                if (end < 0) {
                    throw wrong("a quote is not closed");
                }
                parts.add(new Part('\0', 0, end == at + 1 ? "'" : pattern.substring(at + 1, end)));
                end++;
            } else if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                while (end < pattern.length() && pattern.charAt(end) == c) {
                    end++;
                }
                addLetters(c, end - at);
            } else {
                parts.add(new Part('\0', 0, String.valueOf(c)));
            }
            at = end;
        }
        boolean day = has('u') && has('M') && has('d');
        boolean none = !has('u') && !has('M') && !has('d');
        if (!day && !(none && has('H'))
                || has('H') != has('m') && has('m')
                || has('s') && !has('m')
                || has('S') && !has('s')) {
            throw wrong("a year, month and day, or hours and minutes, or both are needed");
        }
        long fractions = 1;
        for (Part part : parts) {
            for (int digit = 0; part.letter() == 'S' && digit < part.length(); digit++) {
                fractions *= 10;
            }
        }
        this.unit = fractions;
    }

    private void addLetters(char c, int length) {
        int most = c == 'u' ? 4 : c == 'S' ? 9 : c == 'M' || c == 'X' ? 3 : 2;
        boolean exact = c == 'u' || c == 'X' || c == 'm' || c == 's';
        if (LETTERS.indexOf(c) < 0 || length > most || exact && length < most || c != 'X' && has(c)) {
            throw wrong("'" + String.valueOf(c).repeat(length) + "' is not known there");
        }
        parts.add(new Part(c, length, ""));
    }

    private boolean has(char letter) {
        return parts.stream().anyMatch(part -> part.letter() == letter);
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("the date pattern " + FileText.oneLine(pattern) + ": " + what
                + "; for instance uuuu-MM-dd, dd.MM.uuuu HH:mm:ss");
    }

    /** @throws IllegalArgumentException if the pattern is not one */
    public static DateText of(String pattern) {
        return new DateText(pattern, false);
    }

    /** The same pattern, which reads any fraction of a second after seconds, or none. */
    public CellCodec lenient() {
        return new DateText(pattern, true);
    }

    /** Seconds since 1970-01-01T00:00, or of the day without a date; NaN if the text is another. */
    @Override
    public double parse(String cell) {
        String text = cell.strip();
        int year = 1970;
        int month = 1;
        int day = 1;
        int seconds = 0;
        double fraction = 0;
        int at = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.letter() == 0) {
                if (!text.startsWith(part.literal(), at)) {
                    return Double.NaN;
                }
                at += part.literal().length();
                continue;
            }
            if (part.letter() == 'X') {
                int offset = offset(text, at);
                if (offset == Integer.MIN_VALUE) {
                    return Double.NaN;
                }
                seconds -= offset;
                at += text.charAt(at) == 'Z' ? 1 : 6;
                continue;
            }
            if (part.letter() == 'M' && part.length() == 3) {
                month = at + 3 <= text.length() ? MONTHS.indexOf(text.substring(at, at + 3)) + 1 : 0;
                at += 3;
                if (month == 0) {
                    return Double.NaN;
                }
                continue;
            }
            int end = at;
            int number = 0;
            int most = part.length() == 1 && part.letter() != 'S' ? 2 : part.length();
            while (end < text.length() && end - at < most && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
                number = 10 * number + text.charAt(end++) - '0';
            }
            if (end - at < part.length()) {
                return Double.NaN;
            }
            at = end;
            switch (part.letter()) {
                case 'u' -> year = number;
                case 'M' -> month = number;
                case 'd' -> day = number;
                case 'H' -> {
                    if (number > 23) {
                        return Double.NaN;
                    }
                    seconds += 3600 * number;
                }
                case 'm' -> {
                    if (number > 59) {
                        return Double.NaN;
                    }
                    seconds += 60 * number;
                }
                case 's' -> {
                    if (number > 59) {
                        return Double.NaN;
                    }
                    seconds += number;
                    if (lenient) {
                        end = fractionEnd(text, at);
                        fraction = end > at ? Double.parseDouble("0" + text.substring(at, end)) : 0;
                        at = end;
                        i += fractionFollows(i) ? 2 : 0;
                    }
                }
                default -> fraction = (double) number / unit;
            }
        }
        boolean real = month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
        return at == text.length() && real
                ? LocalDate.of(year, month, day).toEpochDay() * (double) DAY + seconds + fraction
                : Double.NaN;
    }

    /** The end of a point and up to nine digits from there; there itself if there are none. */
    private static int fractionEnd(String text, int from) {
        int end = from + 1;
        while (end < text.length() && end - from <= 9 && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return from < text.length() && text.charAt(from) == '.' && end > from + 1 ? end : from;
    }

    /** Whether a point and a fraction come after this part of the pattern. */
    private boolean fractionFollows(int part) {
        return part + 2 < parts.size()
                && parts.get(part + 1).literal().equals(".")
                && parts.get(part + 2).letter() == 'S';
    }

    /** Seconds of "Z" or "+02:00". */
    private static int offset(String text, int at) {
        if (at < text.length() && text.charAt(at) == 'Z') {
            return 0;
        }
        if (at + 6 > text.length() || "+-".indexOf(text.charAt(at)) < 0 || text.charAt(at + 3) != ':') {
            return Integer.MIN_VALUE;
        }
        int minutes = 0;
        for (int i : new int[] {1, 2, 4, 5}) {
            int digit = text.charAt(at + i) - '0';
            if (digit < 0 || digit > 9) {
                return Integer.MIN_VALUE;
            }
            minutes += digit * (i == 1 ? 600 : i == 2 ? 60 : i == 4 ? 10 : 1);
        }
        return minutes > 18 * 60 ? Integer.MIN_VALUE : (text.charAt(at) == '-' ? -60 : 60) * minutes;
    }

    @Override
    public String complaint(String text) {
        return Double.isNaN(parse(text)) ? "is not a date like " + pattern : "";
    }

    @Override
    public String format(double value) {
        NumberCodec.requireNumber(value);
        double held = has('u')
                ? Math.max(-62_167_219_200.0, Math.min(253_402_300_799.0, value))
                : Math.max(0, Math.min(DAY - 1.0 / unit, value));
        double whole = Math.floor(held);
        long fraction = (long) Math.rint((held - whole) * unit);
        long seconds = (long) whole + fraction / unit;
        if (!has('s')) { // down to what the pattern has: a time on a day is that day
            long step = has('m') ? 60 : has('H') ? 3600 : DAY;
            seconds = Math.floorDiv(seconds, step) * step;
        }
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, (long) DAY));
        int time = (int) Math.floorMod(seconds, (long) DAY);
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part.letter()) {
                case 0 -> text.append(part.literal());
                case 'X' -> text.append('Z');
                case 'S' -> digits(text, fraction % unit, part.length());
                case 'u' -> digits(text, date.getYear(), 4);
                case 'M' -> {
                    if (part.length() == 3) {
                        text.append(MONTHS.get(date.getMonthValue() - 1));
                    } else {
                        digits(text, date.getMonthValue(), part.length());
                    }
                }
                case 'd' -> digits(text, date.getDayOfMonth(), part.length());
                case 'H' -> digits(text, time / 3600, part.length());
                case 'm' -> digits(text, time / 60 % 60, 2);
                default -> digits(text, time % 60, 2);
            }
        }
        return text.toString();
    }

    private static void digits(StringBuilder text, long number, int length) {
        String digits = Long.toString(number);
        text.append("0".repeat(Math.max(0, length - digits.length()))).append(digits);
    }

    /** The pattern it was made of. */
    public String pattern() {
        return pattern;
    }
}
