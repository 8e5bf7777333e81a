package io.elbo.data.table;

import io.elbo.data.file.FileText;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a date pattern: a run of one letter, or literal text if the letter is 0.
 *
 * @param optional whether a text may lack it, because it was in brackets
 */
record DatePart(char letter, int length, String literal, boolean optional) {
    private static final String LETTERS = "uMdEHhmsSaXx";

    /**
     * Returns the parts of a pattern.
     *
     * @throws IllegalArgumentException if it is not a valid pattern
     */
    static List<DatePart> of(String pattern) {
        List<DatePart> parts = new ArrayList<>();
        boolean optional = false;
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            int end = at + 1;
            if (c == '\'') {
                end = pattern.indexOf('\'', at + 1);
                if (end < 0) {
                    throw wrong(pattern, "a quote is not closed");
                }
                parts.add(new DatePart('\0', 0, end == at + 1 ? "'" : pattern.substring(at + 1, end), optional));
                end++;
            } else if (c == '[' || c == ']') {
                if (optional == (c == '[')) {
                    throw wrong(pattern, "brackets must be paired");
                }
                optional = c == '[';
            } else if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                while (end < pattern.length() && pattern.charAt(end) == c) {
                    end++;
                }
                parts.add(letters(pattern, parts, c, end - at, optional));
            } else {
                parts.add(new DatePart('\0', 0, String.valueOf(c), optional));
            }
            at = end;
        }
        if (optional) {
            throw wrong(pattern, "brackets must be paired");
        }
        check(pattern, parts);
        return List.copyOf(parts);
    }

    private static DatePart letters(String pattern, List<DatePart> before, char c, int length, boolean optional) {
        boolean known = switch (c) {
            case 'u' -> length == 4 || length == 2;
            case 'M' -> length <= 4;
            case 'E' -> length == 3 || length == 4;
            case 'S' -> length <= 9;
            case 'X', 'x' -> length <= 3;
            case 'm', 's' -> length == 2;
            default -> length <= 2;
        };
        if (LETTERS.indexOf(c) < 0 || !known || has(before, c)) {
            throw wrong(pattern, "'" + String.valueOf(c).repeat(length) + "' is not allowed there");
        }
        return new DatePart(c, length, "", optional);
    }

    private static void check(String pattern, List<DatePart> parts) {
        boolean hours = has(parts, 'H') || has(parts, 'h');
        boolean day = has(parts, 'u') && has(parts, 'M') && has(parts, 'd');
        boolean month = has(parts, 'u') && has(parts, 'M') && !has(parts, 'd') && !hours && !has(parts, 'E');
        boolean none = !has(parts, 'u') && !has(parts, 'M') && !has(parts, 'd') && !has(parts, 'E');
        if (!(day || month || none && hours)
                || has(parts, 'm') && !hours
                || has(parts, 'H') && has(parts, 'h')
                || has(parts, 'H') && !has(parts, 'm')
                || has(parts, 'h') != has(parts, 'a')
                || has(parts, 's') && !has(parts, 'm')
                || has(parts, 'S') && !has(parts, 's')) {
            throw wrong(pattern, "it needs a year and month, optionally with a day, or hours and minutes, or both");
        }
    }

    static boolean has(List<DatePart> parts, char letter) {
        return parts.stream().anyMatch(part -> part.letter == letter);
    }

    private static IllegalArgumentException wrong(String pattern, String what) {
        return new IllegalArgumentException("the date pattern " + FileText.oneLine(pattern) + ": " + what
                + "; examples are uuuu-MM-dd, dd.MM.uuuu HH:mm:ss");
    }
}
