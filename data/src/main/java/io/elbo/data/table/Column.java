package io.elbo.data.table;

import java.util.List;

/**
 * A column of a schema.
 *
 * @param name as in the header
 * @param type of its cells
 * @param missing marks of missing values; the first is written. Blanks around a mark in a cell are ignored
 * @param least the least number or date that is in range, as cell text; null if there is none
 * @param greatest the greatest such number or date
 */
public record Column(String name, ColumnType type, List<String> missing, String least, String greatest) {
    /** @throws IllegalArgumentException if the name is empty, or the bounds are not ascending values of such a column */
    public Column {
        missing = List.copyOf(missing);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a column has no name; each column needs a name");
        }
        if (least != null || greatest != null) {
            BoundedCodec.of(type, least, greatest);
        }
    }

    /** A column without bounds. */
    public Column(String name, ColumnType type, List<String> missing) {
        this(name, type, missing, null, null);
    }

    /** Returns the codec of the cells: that of the type, with the bounds. */
    public CellCodec codec() {
        return least == null && greatest == null ? type.codec() : BoundedCodec.of(type, least, greatest);
    }

    /** Returns the least number in range; minus infinity if there is no bound. */
    public double lowerBound() {
        return least == null ? Double.NEGATIVE_INFINITY : type.codec().parse(least);
    }

    /** Returns the greatest number in range; infinity if there is no bound. */
    public double upperBound() {
        return greatest == null ? Double.POSITIVE_INFINITY : type.codec().parse(greatest);
    }

    /** Returns whether a cell holds no value. */
    public boolean isMissing(String cell) {
        return MissingMarks.isOne(cell, missing);
    }

    /** Returns a copy with another type. */
    public Column withType(ColumnType other) {
        return new Column(name, other, missing, other.ignored() ? null : least, other.ignored() ? null : greatest);
    }

    /** Returns the text of a missing value: the first mark, or an empty text. */
    public String missingText() {
        return missing.isEmpty() ? "" : missing.get(0);
    }
}
