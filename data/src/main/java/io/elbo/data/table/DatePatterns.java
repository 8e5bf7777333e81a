package io.elbo.data.table;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The date patterns that a text may have, the preferred one first. */
final class DatePatterns {
    private static final int LONGEST = 50;

    private static final Pattern TIME =
            Pattern.compile("(?<hour>\\d{1,2}):\\d{2}(?<seconds>:\\d{2}(?:\\.(?<fraction>\\d{1,9}))?)?"
                    + "(?:(?<blank>[ \\u00A0\\u202F]?)(?<half>[AaPp][Mm]))?"
                    + "(?<zone> ?(?:Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?))?$");
    private static final Pattern DAY_NAME = Pattern.compile("^(?i:(mon|tue|wed|thu|fri|sat|sun)([a-z]*))(,? )");
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4})([-/. ])(\\d{1,2})([-/. ])(\\d{1,4})");
    private static final String NAME = "([A-Za-z]{3,9})";
    private static final Pattern DAY_MONTH =
            Pattern.compile("(\\d{1,2})([-/. ])" + NAME + "([-/. ]|, )(\\d{4}|\\d{2})");
    private static final Pattern MONTH_DAY = Pattern.compile(NAME + "([- ])(\\d{1,2})(,? |-)(\\d{4})");
    private static final Pattern YEAR_NAME_DAY = Pattern.compile("(\\d{4})([-/. ])" + NAME + "([-/. ])(\\d{1,2})");
    private static final Pattern YEAR_MONTH = Pattern.compile("(\\d{4})([-/.])(\\d{1,2})");
    private static final Pattern MONTH_YEAR = Pattern.compile("(\\d{1,2})([-/.])(\\d{4})");
    private static final Pattern NAME_YEAR = Pattern.compile(NAME + "([-/. ])(\\d{4})");
    private static final Pattern DIGITS = Pattern.compile("(\\d{6}|\\d{8}|\\d{12}|\\d{14})(\\.0)?");

    private DatePatterns() {}

    /** @param cell without blanks around it */
    static List<String> of(String cell) {
        if (cell.length() < 4 || cell.length() > LONGEST || cell.chars().noneMatch(c -> c >= '0' && c <= '9')) {
            return List.of();
        }
        Matcher digits = DIGITS.matcher(cell);
        if (digits.matches()) {
            String pattern = "uuuuMMddHHmmss".substring(0, digits.group(1).length());
            return List.of(
                    digits.group(2) == null
                            ? pattern
                            : pattern + "'.0'"); // pandas writes integers so if some are missing
        }
        Matcher time = TIME.matcher(cell);
        if (!time.find()) {
            return dates(cell);
        }
        List<String> times = times(time);
        if (time.start() == 0) {
            return times;
        }
        String before = cell.substring(0, time.start());
        List<String> patterns = new ArrayList<>();
        for (String joint : List.of("T", ", ", " ")) {
            if (before.endsWith(joint)) {
                for (String date : dates(before.substring(0, before.length() - joint.length()))) {
                    times.forEach(text -> patterns.add(date + (joint.equals("T") ? "'T'" : joint) + text));
                }
                return patterns;
            }
        }
        return patterns;
    }

    private static List<String> times(Matcher time) {
        String half = time.group("half");
        String zone = time.group("zone");
        String fraction = time.group("fraction");
        String end = (half == null ? "" : time.group("blank") + (Character.isUpperCase(half.charAt(0)) ? "a" : "aa"))
                + (zone == null ? "" : (zone.startsWith(" ") ? " " : "") + offset(zone.strip()));
        List<String> times = new ArrayList<>();
        for (String hour : widths(time.group("hour"), half == null ? "H" : "h")) {
            String minutes = hour + ":mm";
            if (fraction != null) {
                times.add(minutes + ":ss." + "S".repeat(fraction.length()) + end);
            } else {
                times.add(minutes + (time.group("seconds") == null ? "" : ":ss") + end);
                times.add(minutes + "[:ss]" + end);
            }
        }
        return times;
    }

    private static String offset(String zone) {
        if (zone.equals("UTC") || zone.equals("GMT")) {
            return "'" + zone + "'";
        }
        int length = zone.equals("Z") || zone.length() > 5 ? 3 : zone.length() > 3 ? 2 : 1;
        return (zone.equals("Z") || DateOffset.seconds(zone) != 0 ? "X" : "x").repeat(length);
    }

    private static List<String> dates(String text) {
        Matcher day = DAY_NAME.matcher(text);
        if (day.find()) {
            String name = (day.group(2).isEmpty() ? "EEE" : "EEEE") + day.group(3);
            return plainDates(text.substring(day.end())).stream()
                    .map(date -> name + date)
                    .toList();
        }
        return plainDates(text);
    }

    private static List<String> plainDates(String text) {
        List<String> patterns = new ArrayList<>();
        Matcher numbers = NUMBERS.matcher(text);
        if (numbers.matches()) {
            numbers(numbers, patterns);
        }
        named(DAY_MONTH, text, patterns, 1, 3, 5);
        named(MONTH_DAY, text, patterns, 3, 1, 5);
        named(YEAR_NAME_DAY, text, patterns, 5, 3, 1);
        named(NAME_YEAR, text, patterns, 0, 1, 3);
        months(YEAR_MONTH.matcher(text), patterns, 3, 1);
        months(MONTH_YEAR.matcher(text), patterns, 1, 3);
        return patterns;
    }

    private static void numbers(Matcher parts, List<String> to) {
        String first = parts.group(1);
        String last = parts.group(5);
        if (first.length() == 4 && last.length() <= 2) {
            all(parts, to, "u", "M", "d");
        } else if (first.length() <= 2 && last.length() == 4 || first.length() <= 2 && last.length() <= 2) {
            if (parts.group(2).equals("/")) {
                all(parts, to, "M", "d", "u");
            }
            all(parts, to, "d", "M", "u");
            if (parts.group(2).equals("-")) {
                all(parts, to, "M", "d", "u");
            }
            if (last.length() <= 2 && !parts.group(2).equals(".")) {
                all(parts, to, "u", "M", "d");
            }
        }
    }

    private static void all(Matcher parts, List<String> to, String first, String second, String third) {
        for (String one : widths(parts.group(1), first)) {
            for (String two : widths(parts.group(3), second)) {
                for (String three : widths(parts.group(5), third)) {
                    to.add(one + parts.group(2) + two + parts.group(4) + three);
                }
            }
        }
    }

    /** Returns the patterns for digits: a number of two digits may or may not be zero-padded. Years never are. */
    private static List<String> widths(String digits, String letter) {
        if (letter.equals("u")) {
            return digits.length() == 4 ? List.of("uuuu") : digits.length() == 2 ? List.of("uu") : List.of();
        }
        return digits.length() == 2 ? List.of(letter + letter, letter) : List.of(letter);
    }

    private static void named(Pattern form, String text, List<String> to, int day, int month, int year) {
        Matcher parts = form.matcher(text);
        if (!parts.matches()) {
            return;
        }
        String name = parts.group(month);
        int known = DateNames.MONTHS.read(name, 0, false);
        if (known == 0) {
            return;
        }
        for (String length : List.of("MMM", "MMMM")) {
            if (!DateNames.MONTHS.name(known, length.length() == 4).equalsIgnoreCase(name)) {
                continue;
            }
            for (String days : day == 0 ? List.of("") : widths(parts.group(day), "d")) {
                for (String years : widths(parts.group(year), "u")) {
                    StringBuilder pattern = new StringBuilder();
                    for (int group = 1; group <= parts.groupCount(); group++) {
                        pattern.append(
                                group == day
                                        ? days
                                        : group == month ? length : group == year ? years : parts.group(group));
                    }
                    to.add(pattern.toString());
                }
            }
        }
    }

    private static void months(Matcher parts, List<String> to, int month, int year) {
        if (parts.matches()) {
            for (String letters : widths(parts.group(month), "M")) {
                String mark = parts.group(2);
                to.add(month < year ? letters + mark + "uuuu" : "uuuu" + mark + letters);
            }
        }
    }
}
