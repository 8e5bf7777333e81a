package io.elbo.data.table;

import java.util.List;

/**
 * A column of a schema.
 *
 * @param name as in the header
 * @param type what its cells are
 * @param missing texts that stand for no value; the first is the one that is written. Blanks around a mark in a cell do not
 *     matter
 * @param least the least number or date that fits, as a cell has it; null if there is none
 * @param greatest the greatest
 */
public record Column(String name, ColumnType type, List<String> missing, String least, String greatest) {
    /** @throws IllegalArgumentException if the name is empty, or the bounds are no values of such a column that rise */
    public Column {
        missing = List.copyOf(missing);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a column has no name; each needs one");
        }
        if (least != null || greatest != null) {
            BoundedCodec.of(type, least, greatest);
        }
    }

    /** Without bounds. */
    public Column(String name, ColumnType type, List<String> missing) {
        this(name, type, missing, null, null);
    }

    /** Turns its cells into numbers and back: those of the type, within the bounds. */
    public CellCodec codec() {
        return least == null && greatest == null ? type.codec() : BoundedCodec.of(type, least, greatest);
    }

    /** The least number that fits; minus infinity if there is no bound. */
    public double lowerBound() {
        return least == null ? Double.NEGATIVE_INFINITY : type.codec().parse(least);
    }

    /** The greatest number that fits; infinity if there is no bound. */
    public double upperBound() {
        return greatest == null ? Double.POSITIVE_INFINITY : type.codec().parse(greatest);
    }

    /** Whether a cell holds no value. */
    public boolean isMissing(String cell) {
        return MissingMarks.isOne(cell, missing);
    }

    /** The same column with another type. */
    public Column withType(ColumnType other) {
        return new Column(name, other, missing, other.ignored() ? null : least, other.ignored() ? null : greatest);
    }

    /** What is written where there is no value: the first mark, or nothing. */
    public String missingText() {
        return missing.isEmpty() ? "" : missing.get(0);
    }
}
