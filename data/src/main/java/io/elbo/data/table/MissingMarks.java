package io.elbo.data.table;

import java.util.List;
import java.util.Set;

/** Texts that stand for no value. */
final class MissingMarks {
    private static final List<String> EVERYWHERE =
            List.of("", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "null", "NULL", "?");

    /** What Excel writes where a formula has no result. */
    private static final Set<String> ERRORS = Set.of("#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!");

    private static final Set<String> ANYWHERE = Set.copyOf(EVERYWHERE);
    /** These may be a level of a category ("None" of a garage), but among numbers they are none. */
    private static final Set<String> AMONG_NUMBERS = Set.of("None", "none", "-", "--", ".", "na", "missing", "\\N");

    private MissingMarks() {}

    /** The marks of columns of any type. */
    static List<String> everywhere() {
        return EVERYWHERE;
    }

    /** Whether a text without blanks around it is a mark in columns of any type. */
    public static boolean inAnyColumn(String text) {
        return text.length() <= 4 && ANYWHERE.contains(text) || text.startsWith("#") && ERRORS.contains(text);
    }

    /** Whether it is a mark in a column of numbers or dates. */
    public static boolean amongNumbers(String text) {
        return text.length() <= 7 && AMONG_NUMBERS.contains(text);
    }

    /** Whether a cell is one of the marks; blanks around it do not matter. */
    public static boolean isOne(String cell, List<String> marks) {
        if (marks.isEmpty()) {
            return false;
        }
        if (marks.contains(cell)) {
            return true;
        }
        String text = cell.strip();
        return text.length() < cell.length() && marks.contains(text);
    }
}
