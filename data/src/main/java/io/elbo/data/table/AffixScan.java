package io.elbo.data.table;

import io.elbo.data.table.NumberAffixes.Negative;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what surrounds the digits of a number: a currency before them, a unit after them, and a sign. */
final class AffixScan {
    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> SHORT = Set.of("Rs", "Rs.", "kr", "kr.", "Fr", "Fr.", "Rp", "RM", "S/");
    /** Suffixes after an hour. */
    private static final Set<String> HALVES_OF_THE_DAY = Set.of("am", "pm", "a", "p");

    private static final String UNIT_MARKS = "%\u2030\u00B0/\u00B2\u00B3\u00B5\u00B7'\"\u2032\u2033";
    private static final int LONGEST = 10;

    private String before;
    private String behind;
    private boolean below;
    private boolean plus;
    private char minus;

    /**
     * Reads both sides.
     *
     * @param from where the text begins, without blanks around it
     * @param start where its digits begin
     * @param end where they end
     * @param to where the text ends
     * @return null if this is not a number
     */
    NumberAffixes read(String text, int from, int start, int end, int to) {
        below = false;
        plus = false;
        minus = '-';
        if (start - from > LONGEST || to - end > LONGEST) {
            return null;
        }
        if (end == to && start - from == 1 && takeSign(text.charAt(from)) && minus == '-') {
            return NumberAffixes.NONE; // most numbers with a sign end here
        }
        before = text.substring(from, start);
        behind = text.substring(end, to);
        if (hasControls(before) || hasControls(behind)) {
            return null;
        }
        Negative negative = parentheses();
        negative = negative == null ? sign() : negative;
        if (negative == null
                || !isPrefix(NumberAffixes.stripped(before))
                || !isSuffix(NumberAffixes.stripped(behind))) {
            return null;
        }
        return new NumberAffixes(before, behind, negative, minus);
    }

    private Negative parentheses() {
        int open = before.indexOf('(');
        int close = behind.indexOf(')');
        if (open < 0 || close < 0) {
            return null;
        }
        below = true;
        boolean outside = open == 0 && close == behind.length() - 1;
        boolean inside = before.endsWith("(") && close == 0;
        before = before.substring(0, open) + before.substring(open + 1);
        behind = behind.substring(0, close) + behind.substring(close + 1);
        return outside ? Negative.PARENTHESES : inside ? Negative.PARENTHESES_INSIDE : null;
    }

    /** Removes one sign, if there is one. */
    private Negative sign() {
        if (!before.isEmpty() && takeSign(before.charAt(0))) {
            before = before.substring(1);
            return Negative.BEFORE;
        }
        if (!before.isEmpty() && takeSign(before.charAt(before.length() - 1))) {
            before = before.substring(0, before.length() - 1);
            return Negative.INSIDE;
        }
        if (!behind.isEmpty()
                && behind.charAt(behind.length() - 1) != '+'
                && takeSign(behind.charAt(behind.length() - 1))) {
            behind = behind.substring(0, behind.length() - 1);
            return Negative.AFTER;
        }
        return Negative.BEFORE;
    }

    private boolean takeSign(char c) {
        plus = c == '+';
        below = c == '-' || c == NumberAffixes.TYPESET_MINUS;
        minus = below ? c : '-';
        return plus || below;
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private static boolean isPrefix(String text) {
        if (text.isEmpty() || CODES.contains(text) || SHORT.contains(text)) {
            return true;
        }
        int last = text.length() - 1; // $ or US$
        return isCurrency(text.charAt(last))
                && text.length() <= 3
                && text.chars().limit(last).allMatch(Character::isUpperCase);
    }

    private static boolean isCurrency(char c) {
        return Character.getType(c) == Character.CURRENCY_SYMBOL;
    }

    private static boolean isSuffix(String text) {
        return text.chars().allMatch(c -> Character.isLetter(c) || isCurrency((char) c) || UNIT_MARKS.indexOf(c) >= 0)
                && (text.isEmpty() || text.charAt(0) != '/')
                && !HALVES_OF_THE_DAY.contains(text.toLowerCase(Locale.ROOT));
    }

    /** Returns whether the last number read is negative. */
    boolean below() {
        return below;
    }

    /** Returns whether it has a plus sign. */
    boolean plus() {
        return plus;
    }
}
