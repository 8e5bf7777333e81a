package io.elbo.data.table;

import io.elbo.data.internal.MissingMarks;
import java.util.List;

/**
 * A column of a schema.
 *
 * @param name as in the header
 * @param type what its cells are
 * @param missing texts that stand for no value; the first is the one that is written. Blanks around a mark in a cell do not
 *     matter
 */
public record Column(String name, ColumnType type, List<String> missing) {
    /** Copies the marks. */
    public Column {
        missing = List.copyOf(missing);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a column has no name; each needs one");
        }
    }

    /** Whether a cell holds no value. */
    public boolean isMissing(String cell) {
        return MissingMarks.isOne(cell, missing);
    }

    /** The same column with another type. */
    public Column withType(ColumnType other) {
        return new Column(name, other, missing);
    }

    /** What is written where there is no value: the first mark, or nothing. */
    public String missingText() {
        return missing.isEmpty() ? "" : missing.get(0);
    }
}
