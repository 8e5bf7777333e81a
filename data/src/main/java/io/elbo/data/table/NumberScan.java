package io.elbo.data.table;

/**
 * Reads a number and its style: digits with optional grouping, decimals, an exponent, and around them a sign, a currency, a unit.
 * NaN, infinity and hexadecimal are not numbers here. Blanks around the number are ignored. An instance is reusable by one
 * thread.
 */
final class NumberScan {
    private static final String GROUPING = " '\u00A0\u202F\u2019";
    /** All longs of this many digits are doubles, and so are powers of ten up to 22, so one division rounds exactly. */
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
    private int groupDigits;
    private boolean negative;
    private NumberAffixes affixes = NumberAffixes.NONE;
    private final AffixScan around = new AffixScan();

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

    /** Returns true if the text is a number; the other methods then describe it. A number out of range is infinite. */
    public boolean scan(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) <= ' ') {
            to--;
        }
        blanks = to - from < text.length();
        int start = from;
        while (start < to && !startsDigits(text, start, to)) {
            start++;
        }
        int end = start == to ? 0 : digits(text, start, to);
        if (end == 0) {
            return false;
        }
        boolean bare = start == from && end == to;
        affixes = bare ? NumberAffixes.NONE : around.read(text, from, start, end, to);
        if (affixes == null) {
            return false;
        }
        negative = !bare && around.below();
        plus = !bare && around.plus();
        value = negative ? -value : value;
        return true;
    }

    private boolean startsDigits(String text, int at, int to) {
        char c = text.charAt(at);
        return isDigit(c) || c == decimalMark && at + 1 < to && isDigit(text.charAt(at + 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Reads the digits without a sign. Returns where they end, or 0 if they are not a number. */
    private int digits(String text, int start, int to) {
        int at = start;
        long digits = 0;
        int counted = 0; // digits from the first non-zero digit on
        int sinceGroup = 0;
        int zeros = 0; // at the end of the significant ones
        integerDigits = 0;
        decimals = 0;
        exponent = false;
        mark = false;
        grouping = 0;
        groupDigits = 0;
        int exponentValue = 0;
        int mantissaEnd = 0;
        while (at < to && mantissaEnd == 0) {
            char c = text.charAt(at);
            if (isDigit(c)) {
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
            } else if (!mark && isGrouping(c) && at + 1 < to && isDigit(text.charAt(at + 1))) {
                if (!groups(c, sinceGroup)) {
                    return 0;
                }
                sinceGroup = 0;
            } else if ((c == 'e' || c == 'E') && exponent(text, at + 1, to) != Integer.MIN_VALUE) {
                exponent = true;
                exponentValue = exponent(text, at + 1, to);
                mantissaEnd = at;
                at = to - 1;
            } else {
                break;
            }
            at++;
        }
        if (grouping != 0 && sinceGroup != 3) {
            return 0;
        }
        leadingZero = integerDigits > 1 && text.charAt(start) == '0';
        trailingZero = decimals > 0 && text.charAt((mantissaEnd == 0 ? at : mantissaEnd) - 1) == '0';
        significant = decimals == 0 && !exponent ? counted : counted - zeros;
        int scale = decimals - exponentValue;
        value = counted <= EXACT_DIGITS && scale >= 0 && scale <= EXACT_POWER
                ? digits / POWERS[scale]
                : Double.parseDouble(plain(text, start, at));
        return at;
    }

    /** Returns whether a group may end here. The first has one to three digits; the others all have three, or all two as in India. */
    private boolean groups(char c, int sinceGroup) {
        if (grouping == 0) {
            grouping = c;
            return integerDigits <= 3;
        }
        boolean right = grouping == c
                && (sinceGroup == 3 || sinceGroup == 2)
                && (groupDigits == 0 || groupDigits == sinceGroup);
        groupDigits = sinceGroup;
        return right;
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
            return text.substring(from, to);
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

    /** Returns the text around the digits. */
    public NumberAffixes affixes() {
        return affixes;
    }

    /** Returns whether the number is negative, or a zero with a minus. */
    public boolean negative() {
        return negative;
    }

    /** Returns the digits of a group other than the first and the last, or 0 if there is no such group. */
    public int groupDigits() {
        return groupDigits;
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

    /** Returns the number of significant digits: without leading zeros, and without trailing zeros of decimals. */
    public int significant() {
        return significant;
    }

    public boolean hasDecimals() {
        return mark;
    }

    /** Returns whether the integer part starts with an unnecessary zero. */
    public boolean leadingZero() {
        return leadingZero;
    }

    public boolean trailingZero() {
        return trailingZero;
    }

    public boolean exponent() {
        return exponent;
    }

    /** Returns whether the number has a plus, blanks around it or a decimal mark without decimals, which no {@link NumberStyle} writes. */
    public boolean odd() {
        return plus || blanks || mark && decimals == 0;
    }

    /** Returns the character between groups of three digits, or 0. */
    public char grouping() {
        return grouping;
    }
}
