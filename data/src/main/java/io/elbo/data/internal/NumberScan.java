package io.elbo.data.internal;

/**
 * Reads a number as tables have it, and how it is written: a sign, digits perhaps grouped by threes, decimals, an exponent.
 * Nothing else is a number here: no NaN, infinity, hexadecimal or Java suffix. Blanks around it do not matter. To be used
 * again for the next text, by one thread.
 */
public final class NumberScan {
    private static final String GROUPING = " '\u00A0\u202F\u2019";
    /** All longs of so many digits are doubles, and so are the powers of ten up to 22: one division rounds exactly. */
    private static final int EXACT_DIGITS = 15;

    private static final int EXACT_POWER = 22;
    private static final double[] POWERS = powers();

    private final char decimalMark;
    private double value;
    private int integerDigits;
    private int decimals;
    private int significant;
    private boolean leadingZero;
    private boolean trailingZero;
    private boolean exponent;
    private boolean plus;
    private boolean blanks;
    private boolean mark;
    private char grouping;

    /** @param decimalMark a point or a comma; the other may group digits */
    public NumberScan(char decimalMark) {
        this.decimalMark = decimalMark;
    }

    private static double[] powers() {
        double[] powers = new double[EXACT_POWER + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }

    /** True if the text is a number; then the other methods tell about it. An infinite value is one out of range. */
    public boolean scan(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) <= ' ') {
            to--;
        }
        if (from == to) {
            return false;
        }
        blanks = to - from < text.length();
        int at = from;
        char sign = text.charAt(at);
        plus = sign == '+';
        at += sign == '-' || plus ? 1 : 0;
        long digits = 0;
        int counted = 0; // digits from the first that is not zero
        int sinceGroup = 0;
        int zeros = 0; // at the end of the significant ones
        int firstDigit = at;
        integerDigits = 0;
        decimals = 0;
        exponent = false;
        mark = false;
        grouping = 0;
        int exponentValue = 0;
        while (at < to) {
            char c = text.charAt(at);
            if (c >= '0' && c <= '9') {
                if (counted > 0 || c != '0') {
                    counted++;
                    zeros = c == '0' ? zeros + 1 : 0;
                    digits = counted <= 18 ? 10 * digits + (c - '0') : digits;
                }
                if (mark) {
                    decimals++;
                } else {
                    integerDigits++;
                    sinceGroup++;
                }
            } else if (c == decimalMark && !mark) {
                mark = true;
                if (grouping != 0 && sinceGroup != 3) {
                    return false;
                }
            } else if (!mark && isGrouping(c) && (grouping == 0 || grouping == c)) {
                if (grouping == 0 ? integerDigits < 1 || integerDigits > 3 : sinceGroup != 3) {
                    return false;
                }
                grouping = c;
                sinceGroup = 0;
            } else if ((c == 'e' || c == 'E') && integerDigits + decimals > 0) {
                exponent = true;
                exponentValue = exponent(text, at + 1, to);
                if (exponentValue == Integer.MIN_VALUE) {
                    return false;
                }
                break;
            } else {
                return false;
            }
            at++;
        }
        if (integerDigits + decimals == 0 || !mark && grouping != 0 && sinceGroup != 3) {
            return false;
        }
        leadingZero = integerDigits > 1 && text.charAt(firstDigit) == '0';
        trailingZero = decimals > 0 && text.charAt(at - 1) == '0';
        significant = decimals == 0 && !exponent ? counted : counted - zeros;
        int scale = decimals - exponentValue;
        if (counted <= EXACT_DIGITS && scale >= 0 && scale <= EXACT_POWER) {
            value = digits / POWERS[scale];
            value = sign == '-' ? -value : value;
        } else {
            value = Double.parseDouble(plain(text, from, to));
        }
        return true;
    }

    private boolean isGrouping(char c) {
        return c == (decimalMark == ',' ? '.' : ',') || GROUPING.indexOf(c) >= 0;
    }

    private static int exponent(String text, int from, int to) {
        int at = from;
        boolean minus = at < to && text.charAt(at) == '-';
        at += at < to && (minus || text.charAt(at) == '+') ? 1 : 0;
        if (at == to) {
            return Integer.MIN_VALUE;
        }
        int value = 0;
        for (; at < to; at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return Integer.MIN_VALUE;
            }
            value = Math.min(100_000, 10 * value + digit);
        }
        return minus ? -value : value;
    }

    private String plain(String text, int from, int to) {
        if (decimalMark == '.' && grouping == 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == decimalMark) {
                plain.append('.');
            } else if (c != grouping) {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    public double value() {
        return value;
    }

    public int integerDigits() {
        return integerDigits;
    }

    public int decimals() {
        return decimals;
    }

    /** Digits that count: without zeros in front, and without those at the end of decimals. */
    public int significant() {
        return significant;
    }

    public boolean hasDecimals() {
        return mark;
    }

    /** Whether the integer part starts with a zero that it does not need. */
    public boolean leadingZero() {
        return leadingZero;
    }

    public boolean trailingZero() {
        return trailingZero;
    }

    public boolean exponent() {
        return exponent;
    }

    /** Whether it has a plus, blanks around it or a decimal mark without decimals: what no style of ours writes. */
    public boolean odd() {
        return plus || blanks || mark && decimals == 0;
    }

    /** The character between groups of three digits, or 0. */
    public char grouping() {
        return grouping;
    }
}
