package io.elbo.data.table;

/**
 * What a column writes around the digits of its numbers.
 *
 * @param prefix before the digits, such as "$" or "EUR "; with the blank between, if there is one
 * @param suffix behind them, such as "%", " kg" or " EUR"
 * @param negative where the sign of a number below zero stands
 * @param minus the sign: a hyphen, or the minus sign of typesetters (U+2212)
 */
public record NumberAffixes(String prefix, String suffix, Negative negative, char minus) {
    /** The minus sign that is no hyphen. */
    public static final char TYPESET_MINUS = '\u2212';

    /** Nothing but a hyphen before what is negative. */
    public static final NumberAffixes NONE = new NumberAffixes("", "", Negative.BEFORE, '-');

    private static final int LONGEST = 16;

    /** How a number below zero is told. */
    public enum Negative {
        /** -$5 */
        BEFORE,
        /** $-5 */
        INSIDE,
        /** $5- */
        AFTER,
        /** ($5), as accountants write it. */
        PARENTHESES,
        /** $(5) */
        PARENTHESES_INSIDE
    }

    /** @throws IllegalArgumentException naming what cannot stand around a number */
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

    /** The number's digits with all that belongs around them. */
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

    /** What the numbers are of, without blanks: "$", "kg", or nothing. */
    public String unit() {
        return stripped(prefix) + stripped(suffix);
    }

    /** A text without blanks at its ends, those that break no line among them. */
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

    /** Whether the numbers are parts of a hundred or a thousand: then one without the sign may mean another value. */
    boolean parts() {
        return stripped(suffix).equals("%") || stripped(suffix).equals("\u2030");
    }

    /** Whether a number with other affixes has a value in this column: of the same unit, or of none if that is no doubt. */
    public boolean takes(NumberAffixes other) {
        return unit().equals(other.unit()) || other.unit().isEmpty() && !parts();
    }
}
