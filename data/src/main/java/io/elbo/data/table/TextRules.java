package io.elbo.data.table;

import io.elbo.data.file.FileText;
import java.util.List;

/**
 * Decides the type of a column of texts.
 *
 * @param what they are, for the sentence that gives the reason
 */
record TextRules(ColumnStatistics seen, int maxLevels, String what) {
    private static final int FEW_ROWS = 20;
    private static final int LONG_TEXT = 25;
    private static final int SEVERAL_WORDS = 3;
    private static final int SAID_LEVELS = 6;
    private static final int RARE = 10;
    private static final int FEW_TO_BE_RARE = 100;

    Decided decide() {
        if (seen.values < FEW_ROWS || 2 * seen.texts.distinct() <= seen.values) {
            return category();
        }
        double length = (double) seen.length / seen.values;
        double words = 1 + (double) seen.blanks / seen.values;
        boolean sentences = length >= LONG_TEXT && words > 1 || words >= SEVERAL_WORDS;
        String why = what + ", most of them different";
        return sentences
                ? new Decided(new ColumnType.FreeText(), why + ", of several words")
                : new Decided(new ColumnType.Identifier(), why);
    }

    /** Returns all texts as levels, or the most frequent if there are too many. */
    Decided category() {
        List<String> levels = seen.texts.sorted();
        if (levels.isEmpty()) {
            return new Decided(new ColumnType.FreeText(), what + " too long, or too many, to be levels");
        }
        if (seen.texts.overflowed() || levels.size() > maxLevels) {
            List<String> kept = seen.texts.byCount();
            levels = kept.subList(0, Math.min(maxLevels, kept.size())).stream()
                    .sorted()
                    .toList();
            return new Decided(
                    new ColumnType.Category(levels),
                    what + " with more levels than are kept: the " + String.format("%,d", levels.size())
                            + " most frequent are levels, the others count as not known");
        }
        long rare =
                levels.stream().filter(level -> seen.texts.count(level) < RARE).count();
        String why = what + ": "
                + FileText.oneLine(String.join(", ", levels.subList(0, Math.min(SAID_LEVELS, levels.size()))))
                + (levels.size() > SAID_LEVELS ? ", ..." : "");
        return new Decided(
                new ColumnType.Category(levels),
                rare > 0 && seen.values > FEW_TO_BE_RARE
                        ? why + "; " + rare + (rare == 1 ? " is" : " are") + " in fewer than " + RARE + " rows"
                        : why);
    }
}
