package io.elbo.data.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Decides whether the first of some rows holds the column names. */
final class CsvHeader {
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2100;
    private static final int CERTAIN = 3; // years that increase by one
    private static final double MOST = 0.9;
    private static final double HALF = 0.5;

    private final List<String[]> rows;
    private final String[] first;
    private final NumberScan number;

    private CsvHeader(List<String[]> rows, char decimalMark) {
        this.rows = rows;
        this.first = rows.get(0);
        this.number = new NumberScan(decimalMark);
    }

    /**
     * Returns whether the first row is a header. It is data if one of its cells occurs again in its column or is a number.
     * Exception: all its numbers are years and the cells below are not. A missing mark counts as a name only beside a name that
     * is above numbers.
     */
    static boolean isHeader(List<String[]> rows, char decimalMark) {
        return rows.isEmpty() || new CsvHeader(rows, decimalMark).isHeader();
    }

    /** Returns whether one of the first row's cells is a text above a column of numbers. */
    static boolean isOverNumbers(List<String[]> rows) {
        CsvHeader header = new CsvHeader(rows, '.');
        return header.isHeader() && header.overNumbers();
    }

    private boolean isHeader() {
        boolean anything = false;
        boolean marks = false;
        boolean numbers = false;
        for (int column = 0; column < first.length; column++) {
            String cell = first[column].strip();
            if (cell.isEmpty()) {
                continue; // pandas writes this above an index
            }
            anything = true;
            numbers |= isNumber(cell);
            boolean mark = MissingMarks.inAnyColumn(cell);
            marks |= mark;
            if (!mark && !isNumber(cell) && comesAgain(column)) {
                return false;
            }
        }
        return anything && (!numbers || areYears()) && (!marks || overNumbers());
    }

    private boolean isNumber(String cell) {
        return number.scan(cell) && number.affixes().unit().isEmpty();
    }

    private boolean overNumbers() {
        for (int column = 0; column < first.length; column++) {
            String cell = first[column].strip();
            if (!cell.isEmpty()
                    && !isNumber(cell)
                    && !MissingMarks.inAnyColumn(cell)
                    && share(column, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY) >= MOST) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the numbers of the first row are different years, above columns of other numbers. */
    private boolean areYears() {
        List<Double> years = new ArrayList<>();
        boolean overYears = false;
        for (int column = 0; column < first.length; column++) {
            String cell = first[column].strip();
            if (isNumber(cell)) {
                if (!cell.matches("\\d{4}") || number.value() < FIRST_YEAR || number.value() > LAST_YEAR) {
                    return false;
                }
                years.add(number.value());
                overYears |= share(column, FIRST_YEAR, LAST_YEAR) > HALF;
            }
        }
        if (new HashSet<>(years).size() < years.size()) {
            return false;
        }
        boolean rising = years.get(years.size() - 1) - years.get(0) == years.size() - 1;
        boolean named = years.size() < first.length && !first[0].isBlank() && !isNumber(first[0].strip());
        return named
                ? !overYears || rising && years.size() >= CERTAIN
                : !overYears && rising && years.size() >= CERTAIN;
    }

    /** Returns the fraction of numbers in a range among the cells below that hold a value. */
    private double share(int column, double least, double most) {
        int inside = 0;
        int values = 0;
        for (String[] row : rows.subList(1, rows.size())) {
            if (column < row.length && !MissingMarks.inAnyColumn(row[column].strip())) {
                values++;
                inside += number.scan(row[column]) && number.value() >= least && number.value() <= most ? 1 : 0;
            }
        }
        return values == 0 ? 0 : (double) inside / values;
    }

    private boolean comesAgain(int column) {
        for (String[] row : rows.subList(1, rows.size())) {
            if (column < row.length && row[column].equals(first[column])) {
                return true;
            }
        }
        return false;
    }
}
