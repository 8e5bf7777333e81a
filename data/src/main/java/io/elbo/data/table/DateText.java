package io.elbo.data.table;

import io.elbo.data.file.FileText;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;

/**
 * Dates and times by a pattern: a subset of DateTimeFormatter in English, fast enough for tables. One letter reads a number with
 * or without a leading zero; two or more letters read exactly that many digits.
 */
final class DateText implements CellCodec {
    private static final int DAY = 86_400;
    /** Two digits are a year from 1950 to 2049, whatever the current year. */
    private static final int FIRST_SHORT_YEAR = 1950;

    private final String pattern;
    private final List<DatePart> parts;
    private final long unit; // the smallest part of a second that is written
    private final boolean lenient;
    private final int offset;

    private DateText(String pattern, int offset, boolean lenient) {
        this.pattern = pattern;
        this.parts = DatePart.of(pattern);
        this.offset = offset;
        this.lenient = lenient;
        long fractions = 1;
        for (DatePart part : parts) {
            for (int digit = 0; part.letter() == 'S' && digit < part.length(); digit++) {
                fractions *= 10;
            }
        }
        this.unit = fractions;
        if (offset == DateOffset.NONE || offset != 0 && !hasOffset()) {
            throw new IllegalArgumentException("the date pattern " + FileText.oneLine(pattern)
                    + ": an offset must be Z or like +02:00, and the pattern must have X or x");
        }
    }

    private boolean has(char letter) {
        return DatePart.has(parts, letter);
    }

    boolean hasOffset() {
        return has('X') || has('x');
    }

    /** @throws IllegalArgumentException if the pattern is not one */
    public static DateText of(String pattern) {
        return new DateText(pattern, 0, false);
    }

    /**
     * Returns the same pattern with an optional fraction after the seconds.
     *
     * @param seconds the offset from UTC in which it is written
     */
    public DateText lenient(int seconds) {
        return new DateText(pattern, seconds, true);
    }

    /** The parts that were read. */
    private static final class Fields {
        int year = 1970;
        int month = 1;
        int day = 1;
        int weekday;
        int seconds;
        int half; // of the day
        double fraction;
        int offset;
    }

    /** Returns seconds since 1970-01-01T00:00, or of the day if there is no date; NaN if the text does not match. */
    @Override
    public double parse(String cell) {
        return value(fields(cell));
    }

    /** Returns the offset of a text that is a date, in seconds. */
    int offset(String cell) {
        return fields(cell).offset;
    }

    /** Returns null if the text does not match. */
    private Fields fields(String cell) {
        String text = cell.strip();
        Fields fields = new Fields();
        int at = 0;
        for (int i = 0; i < parts.size(); i++) {
            DatePart part = parts.get(i);
            int end = read(part, text, at, fields);
            if (end < 0 && part.optional() && (i == 0 || !parts.get(i - 1).optional())) {
                while (i + 1 < parts.size() && parts.get(i + 1).optional()) {
                    i++;
                }
                continue;
            }
            if (end < 0) {
                return null;
            }
            at = end;
            if (part.letter() == 's' && lenient) {
                end = fractionEnd(text, at);
                fields.fraction = end > at ? Double.parseDouble("0" + text.substring(at, end)) : 0;
                at = end;
                i += fractionFollows(i) ? 2 : 0;
            }
        }
        return at == text.length() ? fields : null;
    }

    private static double value(Fields f) {
        if (f == null
                || f.year < 1
                || f.month < 1
                || f.month > 12
                || f.day < 1
                || f.day > YearMonth.of(f.year, f.month).lengthOfMonth()) {
            return Double.NaN;
        }
        LocalDate date = LocalDate.of(f.year, f.month, f.day);
        return f.weekday > 0 && date.getDayOfWeek().getValue() != f.weekday
                ? Double.NaN
                : date.toEpochDay() * (double) DAY + f.seconds + f.half - f.offset + f.fraction;
    }

    /** Reads a part. Returns where it ends, or -1 if the text does not match. */
    private int read(DatePart part, String text, int at, Fields to) {
        switch (part.letter()) {
            case 0 -> {
                return text.startsWith(part.literal(), at) ? at + part.literal().length() : -1;
            }
            case 'X', 'x' -> {
                int end = DateOffset.end(text, at);
                to.offset = DateOffset.seconds(text.substring(Math.min(at, end), end));
                return to.offset == DateOffset.NONE ? -1 : end;
            }
            case 'a' -> {
                boolean after = text.regionMatches(true, at, "pm", 0, 2);
                to.half = after ? DAY / 2 : 0;
                return after || text.regionMatches(true, at, "am", 0, 2) ? at + 2 : -1;
            }
            case 'E' -> {
                to.weekday = DateNames.DAYS.read(text, at, part.length() == 4);
                return named(DateNames.DAYS, to.weekday, part, at);
            }
            default -> {
                if (part.letter() == 'M' && part.length() > 2) {
                    to.month = DateNames.MONTHS.read(text, at, part.length() == 4);
                    return named(DateNames.MONTHS, to.month, part, at);
                }
                return number(part, text, at, to);
            }
        }
    }

    private static int named(DateNames names, int number, DatePart part, int at) {
        return number == 0 ? -1 : at + names.name(number, part.length() == 4).length();
    }

    private int number(DatePart part, String text, int at, Fields to) {
        int end = at;
        int number = 0;
        int most = part.length() == 1 && part.letter() != 'S' ? 2 : part.length();
        while (end < text.length() && end - at < most && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            number = 10 * number + text.charAt(end++) - '0';
        }
        if (end - at < part.length()) {
            return -1;
        }
        boolean fits = true;
        switch (part.letter()) {
            case 'u' ->
                to.year =
                        part.length() == 2 ? FIRST_SHORT_YEAR + Math.floorMod(number - FIRST_SHORT_YEAR, 100) : number;
            case 'M' -> to.month = number;
            case 'd' -> to.day = number;
            case 'H' -> {
                fits = number < 24;
                to.seconds += 3600 * number;
            }
            case 'h' -> {
                fits = number >= 1 && number <= 12;
                to.seconds += 3600 * (number % 12);
            }
            case 'm' -> {
                fits = number < 60;
                to.seconds += 60 * number;
            }
            case 's' -> {
                fits = number < 60;
                to.seconds += number;
            }
            default -> to.fraction = (double) number / unit;
        }
        return fits ? end : -1;
    }

    /** Returns the end of a point and up to nine digits from there, or the same position if there are none. */
    private static int fractionEnd(String text, int from) {
        int end = from + 1;
        while (end < text.length() && end - from <= 9 && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return from < text.length() && text.charAt(from) == '.' && end > from + 1 ? end : from;
    }

    /** Returns whether a point and a fraction follow this part of the pattern. */
    private boolean fractionFollows(int part) {
        return part + 2 < parts.size()
                && parts.get(part + 1).literal().equals(".")
                && parts.get(part + 2).letter() == 'S';
    }

    @Override
    public String complaint(String text) {
        return Double.isNaN(parse(text)) ? "is not a date like " + pattern : "";
    }

    @Override
    public String format(double value) {
        return format(value, offset);
    }

    /** Returns the text at another offset from UTC, in seconds. */
    String format(double value, int at) {
        NumberCodec.requireNumber(value);
        double local = hold(value + at);
        double whole = Math.floor(local);
        long fraction = (long) Math.rint((local - whole) * unit);
        long seconds = (long) whole + fraction / unit;
        if (!has('s')) { // rounds down to the unit of the pattern: a time becomes its day
            long step = has('m') ? 60 : has('H') || has('h') ? 3600 : DAY;
            seconds = Math.floorDiv(seconds, step) * step;
        }
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, (long) DAY));
        int time = (int) Math.floorMod(seconds, (long) DAY);
        StringBuilder text = new StringBuilder();
        for (DatePart part : parts) {
            if (part.optional() && time % 60 == 0) {
                continue;
            }
            switch (part.letter()) {
                case 0 -> text.append(part.literal());
                case 'X', 'x' -> text.append(DateOffset.text(at, part));
                case 'a' -> {
                    String half = time < DAY / 2 ? "AM" : "PM";
                    text.append(part.length() == 1 ? half : half.toLowerCase(Locale.ROOT));
                }
                case 'E' -> text.append(DateNames.DAYS.name(date.getDayOfWeek().getValue(), part.length() == 4));
                case 'S' -> digits(text, fraction % unit, part.length());
                case 'u' -> digits(text, part.length() == 2 ? date.getYear() % 100 : date.getYear(), part.length());
                case 'M' -> {
                    if (part.length() > 2) {
                        text.append(DateNames.MONTHS.name(date.getMonthValue(), part.length() == 4));
                    } else {
                        digits(text, date.getMonthValue(), part.length());
                    }
                }
                case 'd' -> digits(text, date.getDayOfMonth(), part.length());
                case 'H' -> digits(text, time / 3600, part.length());
                case 'h' -> digits(text, (time / 3600 + 11) % 12 + 1, part.length());
                case 'm' -> digits(text, time / 60 % 60, 2);
                default -> digits(text, time % 60, 2);
            }
        }
        return text.toString();
    }

    /** Clamps a time to the years, or the day, that can be written. */
    private double hold(double seconds) {
        if (!has('u')) {
            return Math.max(0, Math.min(DAY - 1.0 / unit, seconds));
        }
        boolean shortYear = parts.stream().anyMatch(part -> part.letter() == 'u' && part.length() == 2);
        LocalDate first = LocalDate.of(shortYear ? FIRST_SHORT_YEAR : 1, 1, 1);
        LocalDate end = shortYear ? first.plusYears(100) : LocalDate.of(10_000, 1, 1);
        return Math.max(
                first.toEpochDay() * (double) DAY, Math.min(end.toEpochDay() * (double) DAY - 1.0 / unit, seconds));
    }

    private static void digits(StringBuilder text, long number, int length) {
        String digits = Long.toString(number);
        text.append("0".repeat(Math.max(0, length - digits.length()))).append(digits);
    }

    /** Returns the pattern. */
    public String pattern() {
        return pattern;
    }
}
