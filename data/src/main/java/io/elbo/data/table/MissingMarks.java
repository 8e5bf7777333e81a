package io.elbo.data.table;

import java.util.List;
import java.util.Set;

/** The marks of missing values. */
final class MissingMarks {
    private static final List<String> EVERYWHERE =
            List.of("", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "null", "NULL", "?");

    /** Excel writes these if a formula has no result. */
    private static final Set<String> ERRORS = Set.of("#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!");

    private static final Set<String> ANYWHERE = Set.copyOf(EVERYWHERE);
    /** These may be levels of a category (such as "None" for a garage), but among numbers they are missing values. */
    private static final Set<String> AMONG_NUMBERS = Set.of("None", "none", "-", "--", ".", "na", "missing", "\\N");

    private MissingMarks() {}

    /** Returns the marks in columns of any type. */
    static List<String> everywhere() {
        return EVERYWHERE;
    }

    /** Returns whether a text without blanks around it is a mark in columns of any type. */
    public static boolean inAnyColumn(String text) {
        return text.length() <= 4 && ANYWHERE.contains(text) || text.startsWith("#") && ERRORS.contains(text);
    }

    /** Returns whether it is a mark in a column of numbers or dates. */
    public static boolean amongNumbers(String text) {
        return text.length() <= 7 && AMONG_NUMBERS.contains(text);
    }

    /** Returns whether a cell is one of the marks. Blanks around it are ignored. */
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
