package io.elbo.data.table;

/**
 * The text around the digits of a column's numbers.
 *
 * @param prefix before the digits, such as "$" or "EUR ", including a blank between them
 * @param suffix after them, such as "%", " kg" or " EUR"
 * @param negative the position of the sign of a negative number
 * @param minus the sign: a hyphen, or the typographic minus sign (U+2212)
 */
public record NumberAffixes(String prefix, String suffix, Negative negative, char minus) {
    /** The typographic minus sign. */
    public static final char TYPESET_MINUS = '\u2212';

    /** No text, and a hyphen before negative numbers. */
    public static final NumberAffixes NONE = new NumberAffixes("", "", Negative.BEFORE, '-');

    private static final int LONGEST = 16;

    /** How negative numbers are marked. */
    public enum Negative {
        /** -$5 */
        BEFORE,
        /** $-5 */
        INSIDE,
        /** $5- */
        AFTER,
        /** ($5), as in accounting. */
        PARENTHESES,
        /** $(5) */
        PARENTHESES_INSIDE
    }

    /** @throws IllegalArgumentException naming what cannot surround a number */
    public NumberAffixes {
        prefix = require("prefix", prefix);
        suffix = require("suffix", suffix);
        negative = negative == null ? Negative.BEFORE : negative;
        if (minus != '-' && minus != TYPESET_MINUS) {
            throw new IllegalArgumentException("minus is " + minus + "; it must be - or \u2212");
        }
    }

    private static String require(String what, String text) {
        String given = text == null ? "" : text;
        if (given.length() > LONGEST || given.chars().anyMatch(c -> Character.isDigit(c) || c < ' ')) {
            throw new IllegalArgumentException(what + " is '" + given + "'; it must have at most " + LONGEST
                    + " characters, none of them a digit");
        }
        return given;
    }

    /** Returns the digits with the text around them. */
    public String around(String digits, boolean below) {
        String sign = String.valueOf(minus);
        return !below
                ? prefix + digits + suffix
                : switch (negative) {
                    case BEFORE -> sign + prefix + digits + suffix;
                    case INSIDE -> prefix + sign + digits + suffix;
                    case AFTER -> prefix + digits + suffix + sign;
                    case PARENTHESES -> "(" + prefix + digits + suffix + ")";
                    case PARENTHESES_INSIDE -> prefix + "(" + digits + ")" + suffix;
                };
    }

    /** Returns the unit of the numbers, without blanks: "$", "kg", or nothing. */
    public String unit() {
        return stripped(prefix) + stripped(suffix);
    }

    /** Returns a text without blanks at its ends, including non-breaking ones. */
    public static String stripped(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** Returns whether the unit means parts of a hundred or a thousand. A number without the sign may then mean another value. */
    boolean parts() {
        return stripped(suffix).equals("%") || stripped(suffix).equals("\u2030");
    }

    /** Returns whether a number with other affixes has a value in this column: it has the same unit, or none if that is unambiguous. */
    public boolean takes(NumberAffixes other) {
        return unit().equals(other.unit()) || other.unit().isEmpty() && !parts();
    }
}
