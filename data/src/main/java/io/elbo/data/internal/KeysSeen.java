package io.elbo.data.internal;

import io.elbo.data.table.KeyPattern;
import java.util.Optional;

/** Finds what the keys of a column have in common, cell by cell. */
final class KeysSeen {
    private static final int LONGEST = 64;
    /** Digits that a long holds whatever they are. */
    private static final int MOST_DIGITS = 17;

    private boolean counts = true;
    private String before;
    private String after;
    private long greatest = -1;
    private int fewestDigits = Integer.MAX_VALUE;
    private int mostDigits;
    private boolean zeros;

    private char[] places; // null once keys have different lengths
    private String first;

    void add(String cell) {
        String text = cell.strip();
        addNumber(text);
        addPlaces(text);
        first = first == null ? text : first;
    }

    private void addNumber(String text) {
        if (!counts) {
            return;
        }
        int end = text.length();
        while (end > 0 && !isDigit(text.charAt(end - 1))) {
            end--;
        }
        int from = end;
        while (from > 0 && isDigit(text.charAt(from - 1))) {
            from--;
        }
        int digits = end - from;
        before = before == null ? text.substring(0, from) : before;
        after = after == null ? text.substring(end) : after;
        counts = digits > 0
                && digits <= MOST_DIGITS
                && text.length() - digits == before.length() + after.length()
                && text.startsWith(before)
                && text.endsWith(after);
        if (counts) {
            greatest = Math.max(greatest, Long.parseLong(text, from, end, 10));
            fewestDigits = Math.min(fewestDigits, digits);
            mostDigits = Math.max(mostDigits, digits);
            zeros |= digits > 1 && text.charAt(from) == '0';
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void addPlaces(String text) {
        if (first == null && text.length() <= LONGEST && !text.isEmpty()) {
            places = new char[text.length()];
            for (int i = 0; i < places.length; i++) {
                places[i] = '=';
            }
            return;
        }
        if (places == null || text.length() != places.length) {
            places = null;
            return;
        }
        for (int i = 0; i < places.length; i++) {
            char c = text.charAt(i);
            if (places[i] != '=' || c != first.charAt(i)) {
                places[i] = wider(places[i] == '=' ? kind(first.charAt(i)) : places[i], kind(c));
                if (places[i] == 0) {
                    places = null;
                    return;
                }
            }
        }
    }

    /** The narrowest kind of a letter: a to f may be hexadecimal. */
    private static char kind(char c) {
        if (isDigit(c)) {
            return '0';
        }
        return c >= 'a' && c <= 'z' ? (c <= 'f' ? 'x' : 'a') : c >= 'A' && c <= 'Z' ? (c <= 'F' ? 'X' : 'A') : 0;
    }

    /** The kind that has both; 0 if none does. x and X are letters of a to f alone. */
    private static char wider(char a, char b) {
        if (a == b || a == 0 || b == 0) {
            return a == b ? a : 0;
        }
        String both = a < b ? "" + a + b : "" + b + a;
        return switch (both) {
            case "0x", "0f", "fx" -> 'f';
            case "0X", "0F", "FX" -> 'F';
            case "ax" -> 'a';
            case "AX" -> 'A';
            default -> 0;
        };
    }

    /** What new keys look like; empty if the keys have nothing in common. */
    Optional<KeyPattern> pattern() {
        if (first == null) {
            return Optional.empty();
        }
        if (counts && !isSparse()) {
            return Optional.of(new KeyPattern.Counter(before, greatest + 1, zeros ? fewestDigits : 0, after));
        }
        if (places == null) {
            return Optional.empty();
        }
        String kinds = new String(places).replace('x', 'a').replace('X', 'A');
        return kinds.chars().allMatch(c -> c == '=')
                ? Optional.empty()
                : Optional.of(new KeyPattern.Code(kinds, first));
    }

    /** Whether numbers are codes rather than counted: too long to be those of so many rows. */
    private boolean isSparse() {
        return places != null && mostDigits > 10;
    }
}
