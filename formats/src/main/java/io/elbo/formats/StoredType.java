package io.elbo.formats;

import io.elbo.data.table.ColumnType;
import io.elbo.data.table.NumberStyle;

/** The type of a column in a file with typed columns. */
public enum StoredType {
    /** Any text. */
    TEXT("VARCHAR", new ColumnType.FreeText()),
    /** Integers of 64 bits. */
    WHOLE("BIGINT", new ColumnType.Real(NumberStyle.SHORTEST)),
    /** 64-bit floats. */
    NUMBER("DOUBLE", new ColumnType.Real(NumberStyle.SHORTEST)),
    /** 32-bit floats. */
    SINGLE("FLOAT", new ColumnType.Real(NumberStyle.SHORTEST)),
    /** The texts false and true. */
    TRUTH("BOOLEAN", new ColumnType.Flag("false", "true")),
    /** A day. */
    DATE("DATE", new ColumnType.DateTime("uuuu-MM-dd")),
    /** A time of the day, to the microsecond. */
    TIME("TIME", new ColumnType.DateTime("HH:mm:ss")),
    /** A day and a time, to the microsecond. */
    TIMESTAMP("TIMESTAMP", new ColumnType.DateTime("uuuu-MM-dd'T'HH:mm:ss")),
    /** An instant in UTC, to the microsecond. */
    INSTANT("TIMESTAMP WITH TIME ZONE", new ColumnType.DateTime("uuuu-MM-dd'T'HH:mm:ssXXX"));

    private final String sql;
    private final ColumnType plain;

    StoredType(String sql, ColumnType plain) {
        this.sql = sql;
        this.plain = plain;
    }

    /** Returns its name in SQL. */
    String sql() {
        return sql;
    }

    /** Returns the type of the texts that sources return for such a column. */
    ColumnType plain() {
        return plain;
    }

    /**
     * Returns how cells of a type are stored: counts and flags of 0 and 1 as integers, other numbers as 64-bit floats, flags of
     * false and true as booleans, dates and times as such, and everything else as text.
     */
    public static StoredType of(ColumnType type) {
        if (type instanceof ColumnType.Count) {
            return WHOLE;
        }
        if (type instanceof ColumnType.Real
                || type instanceof ColumnType.Positive
                || type instanceof ColumnType.Proportion) {
            return NUMBER;
        }
        if (type instanceof ColumnType.Flag flag) {
            return flag.equals(TRUTH.plain)
                    ? TRUTH
                    : flag.no().equals("0") && flag.yes().equals("1") ? WHOLE : TEXT;
        }
        if (type instanceof ColumnType.DateTime date) {
            return of(date);
        }
        return TEXT;
    }

    /** Returns how dates are stored. Months have no type of their own and stay texts. */
    private static StoredType of(ColumnType.DateTime date) {
        if (date.writesDigits()) {
            return WHOLE;
        }
        if (!date.hasDay()) {
            return date.hasTime() ? TIME : TEXT;
        }
        return !date.hasTime() ? DATE : date.hasOffset() ? INSTANT : TIMESTAMP;
    }
}
