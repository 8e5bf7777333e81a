package io.elbo.data.table;

import io.elbo.data.file.FileText;
import java.util.Locale;
import java.util.Set;

/**
 * Decides the type of a column of numbers.
 *
 * @param distinct the number of different texts
 * @param complete whether no cell is missing
 */
record NumberRules(
        String name, NumbersSeen numbers, NumberStyle style, long distinct, boolean exact, boolean complete) {
    private static final int FEW_IDENTIFIERS = 10;
    private static final int STEPS_DO_NOT_MATTER = 1000;
    private static final double NEARLY_ALL = 0.95;

    /** Returns the type. It is an identifier if the numbers only identify rows, unless the user declares them to be numbers. */
    Decided decide(boolean asked) {
        if (!asked && namesRows()) {
            return new Decided(
                    new ColumnType.Identifier(),
                    consecutive()
                            ? "consecutive whole numbers, each once"
                            : "all different, and called " + FileText.oneLine(name));
        }
        String unit = style.affixes().unit();
        String of = unit.isEmpty() ? "numbers" : "numbers of " + unit;
        if (numbers.whole && numbers.min >= 0) {
            return numbers.min > 0 && distinct > STEPS_DO_NOT_MATTER
                    ? new Decided(
                            new ColumnType.Positive(style),
                            "whole " + of + " above zero, with so many values that steps of one do not matter")
                    : new Decided(new ColumnType.Count(style), "whole " + of + ", none negative");
        }
        if (numbers.min >= 0 && numbers.min <= 0.1 && numbers.max >= 0.9 && numbers.max <= 1) {
            return new Decided(new ColumnType.Proportion(style), of + " over the range from 0 to 1");
        }
        return numbers.min >= 0
                ? new Decided(new ColumnType.Positive(style), of + ", none negative")
                : new Decided(new ColumnType.Real(style), (numbers.whole ? "whole " : "") + of + ", some negative");
    }

    private boolean namesRows() {
        boolean different = distinct >= (exact ? 1.0 : NEARLY_ALL) * numbers.count;
        return numbers.whole
                && style.affixes().unit().isEmpty()
                && different
                && complete
                && numbers.count >= FEW_IDENTIFIERS
                && (consecutive() || calledSo());
    }

    private boolean consecutive() {
        return numbers.max - numbers.min + 1 == numbers.count
                && numbers.sum == (numbers.min + numbers.max) / 2 * numbers.count;
    }

    private boolean calledSo() {
        String lower = name.toLowerCase(Locale.ROOT);
        return Set.of("id", "index", "key", "uuid", "rowid", "row_id").contains(lower)
                || lower.endsWith("_id")
                || lower.endsWith(" id")
                || name.endsWith("Id")
                || name.endsWith("ID");
    }
}
