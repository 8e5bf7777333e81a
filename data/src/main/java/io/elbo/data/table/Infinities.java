package io.elbo.data.table;

import java.util.Locale;
import java.util.Set;

/** Texts for infinity, which no model can handle. */
final class Infinities {
    private static final Set<String> WORDS = Set.of("inf", "infinity", "\u221E", "1.#inf");
    private static final int LONGEST = 10;

    private Infinities() {}

    /** Returns whether a text means infinity, in any case and with any sign. */
    static boolean isOne(String cell) {
        String text = cell.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        boolean sign = "+-\u2212".indexOf(text.charAt(0)) >= 0;
        return WORDS.contains(text.substring(sign ? 1 : 0).toLowerCase(Locale.ROOT));
    }
}
