package io.elbo.data.table;

/**
 * How a column writes its numbers.
 *
 * @param leastDecimals minimum number of decimals
 * @param mostDecimals decimals to which a value is rounded; -1 for as many digits as needed, with an exponent below 0.0001 and
 *     from 1e16 on
 * @param significant if {@code mostDecimals} is -1, the digits to which a value is rounded: 17 for the shortest text that reads
 *     back as the same double
 * @param decimalMark a point or a comma
 * @param grouping the character between groups of three digits before the decimal mark, as text; empty for none
 * @param integerDigits minimum digits before the decimal mark: 0 for .5, 1 for 0.5, 3 for 007
 * @param groupDigits the digits of a group other than the last, which has three: 3, or 2 as in India (12,34,567)
 * @param affixes the text around the digits: a currency, a unit, a sign
 */
public record NumberStyle(
        int leastDecimals,
        int mostDecimals,
        int significant,
        char decimalMark,
        String grouping,
        int integerDigits,
        int groupDigits,
        NumberAffixes affixes) {
    /** The number of digits that distinguishes any two doubles. */
    public static final int ALL_DIGITS = 17;

    /** Integers: 1234. */
    public static final NumberStyle WHOLE = decimals(0);

    /** The shortest text that reads back as the same double. */
    public static final NumberStyle SHORTEST = new NumberStyle(0, -1, ALL_DIGITS, '.', "", 1);

    /** @throws IllegalArgumentException naming what is out of its range */
    public NumberStyle {
        require(leastDecimals >= 0 && leastDecimals <= 30, "leastDecimals", leastDecimals, "from 0 to 30");
        require(
                mostDecimals == -1 || mostDecimals >= leastDecimals && mostDecimals <= 30,
                "mostDecimals",
                mostDecimals,
                "-1, or from leastDecimals (" + leastDecimals + ") to 30");
        require(significant >= 1 && significant <= ALL_DIGITS, "significant", significant, "from 1 to 17");
        require(decimalMark == '.' || decimalMark == ',', "decimalMark", decimalMark, "a point or a comma");
        require(
                grouping.isEmpty()
                        || grouping.length() == 1
                                && grouping.charAt(0) != decimalMark
                                && !Character.isLetterOrDigit(grouping.charAt(0)),
                "grouping",
                grouping,
                "empty or one character, neither digit nor decimal mark");
        require(integerDigits >= 0 && integerDigits <= 30, "integerDigits", integerDigits, "from 0 to 30");
        require(groupDigits == 2 || groupDigits == 3, "groupDigits", groupDigits, "2 or 3");
        affixes = affixes == null ? NumberAffixes.NONE : affixes;
    }

    /** A style with groups of three digits and nothing around them. */
    public NumberStyle(
            int leastDecimals,
            int mostDecimals,
            int significant,
            char decimalMark,
            String grouping,
            int integerDigits) {
        this(leastDecimals, mostDecimals, significant, decimalMark, grouping, integerDigits, 3, NumberAffixes.NONE);
    }

    /** Returns a copy with other text around the digits. */
    public NumberStyle withAffixes(NumberAffixes other) {
        return new NumberStyle(
                leastDecimals, mostDecimals, significant, decimalMark, grouping, integerDigits, groupDigits, other);
    }

    /** Returns a copy with another decimal mark. The grouping character is replaced if it is that mark. */
    NumberStyle withDecimalMark(char other) {
        String groups = grouping.equals(String.valueOf(other)) ? String.valueOf(decimalMark) : grouping;
        return new NumberStyle(
                leastDecimals, mostDecimals, significant, other, groups, integerDigits, groupDigits, affixes);
    }

    private static void require(boolean right, String what, Object value, String allowed) {
        if (!right) {
            throw new IllegalArgumentException(what + " is " + value + "; it must be " + allowed);
        }
    }

    /** Returns the shortest text that reads back as the same double; NaN, inf and -inf for non-finite values. */
    public static String shortest(double value) {
        return Double.isNaN(value) ? "NaN" : NumberCodec.shortest(value);
    }

    /** Returns a style with a fixed number of decimals, such as 2 for 1.50. */
    public static NumberStyle decimals(int decimals) {
        return new NumberStyle(decimals, decimals, ALL_DIGITS, '.', "", 1);
    }
}
