package io.elbo.table;

import io.elbo.data.DataException;
import io.elbo.data.table.CellCodec;
import io.elbo.data.table.Column;
import io.elbo.data.table.Schema;
import java.util.List;

/**
 * A condition on a cell of every drawn row: a level, a number, a number in an interval, or missing.
 *
 * @param column its name
 * @param lower the index of the level, or the least number; NaN for missing
 * @param upper the same, or the greatest number
 */
public record Condition(String column, double lower, double upper) {
    private static final String TO = "..";

    /** Checks the order. */
    public Condition {
        boolean missing = Double.isNaN(lower) && Double.isNaN(upper);
        if (column == null || !(missing || lower <= upper)) {
            throw new IllegalArgumentException(
                    "condition on " + column + ": " + lower + " to " + upper + ": must be an interval");
        }
    }

    /** Returns the condition that the cell is missing. */
    public static Condition missing(String column) {
        return new Condition(column, Double.NaN, Double.NaN);
    }

    /** Returns whether the cell has to be missing. */
    public boolean isMissing() {
        return Double.isNaN(lower);
    }

    /**
     * Reads {@code column=value} or, for numbers, {@code column=least..greatest}, where one end may be omitted. Values are written as in the
     * table. An empty value or a missing mark stands for a missing cell.
     *
     * @throws DataException if there is no such column, or it cannot have the value
     */
    public static Condition parse(Schema schema, String text) {
        // a name may contain an equals sign, so the longest name is tried first
        int at = -1;
        for (int i = text.indexOf('='); i >= 0; i = text.indexOf('=', i + 1)) {
            if (at < 0 || schema.column(text.substring(0, i)).isPresent()) {
                at = i;
            }
        }
        if (at < 1) {
            throw new DataException("'" + text + "' is no condition; COLUMN=VALUE or COLUMN=LEAST..GREATEST would be");
        }
        String given = text.substring(0, at);
        Column column = schema.column(given)
                .orElseThrow(() -> new DataException(
                        "there is no column '" + given + "'; there are " + String.join(", ", schema.names())));
        String name = column.name();
        if (column.type().ignored()) {
            throw new DataException("column '" + name + "' takes no part in the model (it is "
                    + column.type().kind() + "), so that nothing can depend on it");
        }
        String value = text.substring(at + 1);
        if (column.isMissing(value)) {
            return missing(name);
        }
        int to = value.indexOf(TO);
        boolean interval = to >= 0
                && TableEncoding.levels(column.type()) == 0
                && Double.isNaN(column.codec().parse(value));
        if (!interval) {
            double one = number(column, value);
            return new Condition(name, one, one);
        }
        String least = value.substring(0, to).strip();
        String greatest = value.substring(to + TO.length()).strip();
        double lower = least.isEmpty() ? Double.NEGATIVE_INFINITY : number(column, least);
        double upper = greatest.isEmpty() ? Double.POSITIVE_INFINITY : number(column, greatest);
        if (!(lower <= upper) || least.isEmpty() && greatest.isEmpty()) {
            throw new DataException("'" + text + "': from " + (least.isEmpty() ? "nothing" : least) + " to "
                    + (greatest.isEmpty() ? "nothing" : greatest) + " is no interval");
        }
        return new Condition(name, lower, upper);
    }

    private static double number(Column column, String text) {
        CellCodec codec = column.codec();
        if (column.isMissing(text)) {
            throw new DataException(
                    "column '" + column.name() + "': '" + text + "' stands for no value; a condition needs one");
        }
        double value = codec.parse(text);
        if (Double.isNaN(value)) {
            throw new DataException("column '" + column.name() + "': '" + text + "' " + codec.complaint(text));
        }
        // as written in the table, so that drawn values equal the given one
        return codec.written(value);
    }

    /**
     * Returns whether a row meets conditions. A missing cell meets only the condition that it is missing.
     *
     * @param row by the columns of the schema
     */
    public static boolean holdAll(Schema schema, List<Condition> conditions, double[] row) {
        List<Integer> columns = columns(schema, conditions);
        for (int i = 0; i < columns.size(); i++) {
            double value = row[columns.get(i)];
            boolean meets = conditions.get(i).isMissing()
                    ? Double.isNaN(value)
                    : value >= conditions.get(i).lower && value <= conditions.get(i).upper;
            if (!meets) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether it is a single value. */
    boolean exact() {
        return lower == upper;
    }

    /**
     * Returns the columns of conditions in a schema.
     *
     * @throws DataException if there is no such column, or a column has two
     */
    static List<Integer> columns(Schema schema, List<Condition> conditions) {
        List<Integer> columns =
                conditions.stream().map(c -> schema.names().indexOf(c.column())).toList();
        for (int i = 0; i < columns.size(); i++) {
            String name = conditions.get(i).column();
            if (columns.get(i) < 0) {
                throw new DataException(
                        "there is no column '" + name + "'; there are " + String.join(", ", schema.names()));
            }
            if (columns.indexOf(columns.get(i)) < i) {
                throw new DataException("column '" + name + "' has two conditions; one is enough");
            }
        }
        return columns;
    }
}
