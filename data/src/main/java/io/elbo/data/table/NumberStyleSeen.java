package io.elbo.data.table;

import java.util.Map;
import java.util.TreeMap;

/** Tracks how the numbers of a column are written. */
final class NumberStyleSeen {
    private static final int SAFE_DIGITS = 15;
    private static final int MOST_DECIMALS = 30;
    private static final int MOST_AFFIXES = 8;
    private static final char BETWEEN = '\0';

    private int leastDecimals = Integer.MAX_VALUE;
    private int mostDecimals;
    private boolean trailingZeroAtLeast; // in a number with the fewest decimals
    private int significant;
    private int wholeDigits;
    private boolean exponent;
    private int leastIntegerDigits = Integer.MAX_VALUE;
    private int mostIntegerDigits;
    private boolean leadingZero;
    private char grouping;
    private int groupDigits;
    private final TreeMap<String, int[]> affixes = new TreeMap<>();
    private final int[] negatives = new int[NumberAffixes.Negative.values().length];
    private int typesetMinuses;

    void add(NumberScan number) {
        addAffixes(number);
        significant = Math.max(significant, number.significant());
        if (number.exponent()) {
            exponent = true;
            return;
        }
        wholeDigits = number.decimals() == 0 ? Math.max(wholeDigits, number.significant()) : wholeDigits;
        if (number.decimals() < leastDecimals) {
            leastDecimals = number.decimals();
            trailingZeroAtLeast = false;
        }
        trailingZeroAtLeast |= number.decimals() == leastDecimals && number.trailingZero();
        mostDecimals = Math.max(mostDecimals, number.decimals());
        leastIntegerDigits = Math.min(leastIntegerDigits, number.integerDigits());
        mostIntegerDigits = Math.max(mostIntegerDigits, number.integerDigits());
        leadingZero |= number.leadingZero();
        grouping = number.grouping() != 0 ? number.grouping() : grouping;
        groupDigits = number.groupDigits() != 0 ? number.groupDigits() : groupDigits;
    }

    private void addAffixes(NumberScan number) {
        NumberAffixes around = number.affixes();
        if (number.negative()) {
            negatives[around.negative().ordinal()]++;
            typesetMinuses += around.minus() == '-' ? -1 : 1;
        }
        String key = around.prefix() + BETWEEN + around.suffix();
        int[] count = affixes.get(key);
        if (count == null && affixes.size() < MOST_AFFIXES) {
            affixes.put(key, count = new int[1]);
        }
        if (count != null) {
            count[0]++;
        }
    }

    /** Returns the most frequent affixes. */
    private NumberAffixes affixes() {
        String most = "" + BETWEEN;
        for (Map.Entry<String, int[]> one : affixes.entrySet()) {
            most = one.getValue()[0] > affixes.getOrDefault(most, new int[1])[0] ? one.getKey() : most;
        }
        int form = 0;
        for (int i = 1; i < negatives.length; i++) {
            form = negatives[i] > negatives[form] ? i : form;
        }
        int between = most.indexOf(BETWEEN);
        return new NumberAffixes(
                most.substring(0, between),
                most.substring(between + 1),
                NumberAffixes.Negative.values()[form],
                typesetMinuses > 0 ? NumberAffixes.TYPESET_MINUS : '-');
    }

    /** Returns whether these are integers with leading zeros and of equal length, like 02134. */
    boolean looksLikeCode() {
        return leadingZero && mostDecimals == 0 && !exponent && leastIntegerDigits == mostIntegerDigits;
    }

    /** Returns whether a number begins with an unnecessary zero. */
    boolean leadingZero() {
        return leadingZero;
    }

    /** Returns whether a number has more integer digits than a double holds. */
    boolean tooLong() {
        return wholeDigits > SAFE_DIGITS;
    }

    NumberStyle style(char decimalMark) {
        boolean padded = leastDecimals == mostDecimals || trailingZeroAtLeast;
        int least = padded && leastDecimals <= MOST_DECIMALS ? leastDecimals : 0;
        int zeros = leastIntegerDigits == 0 ? 0 : leadingZero ? Math.min(30, leastIntegerDigits) : 1;
        boolean free = exponent || significant > SAFE_DIGITS || mostDecimals > MOST_DECIMALS;
        if (free && !padded || leastDecimals == Integer.MAX_VALUE) {
            least = 0;
        }
        return new NumberStyle(
                free ? Math.min(least, 1) : least,
                free ? -1 : mostDecimals,
                free && significant <= SAFE_DIGITS ? Math.max(1, significant) : NumberStyle.ALL_DIGITS,
                decimalMark,
                grouping == 0 ? "" : String.valueOf(grouping),
                leastIntegerDigits == Integer.MAX_VALUE ? 1 : zeros,
                groupDigits == 2 ? 2 : 3,
                affixes());
    }
}
