package io.elbo.formats;

import io.elbo.data.Shown;
import io.elbo.data.table.CellCodec;
import io.elbo.data.table.Column;
import io.elbo.data.table.ColumnType;
import io.elbo.data.table.NumberStyle;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The columns of a table to write and how each is stored. It depends only on the schema, not on the rows. */
public final class TableLayout {
    private final List<Field> fields;

    private TableLayout(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    /** Returns the columns of a schema. */
    public static TableLayout of(Schema schema) {
        return new TableLayout(schema.columns().stream()
                .map(column -> new Field(column, StoredType.of(column.type())))
                .toList());
    }

    /**
     * Returns the columns of a table, with the types of a schema. Columns that are not in the schema, or that models ignore, are
     * stored with the type of the source if it has types, otherwise as text.
     */
    public static TableLayout of(Schema schema, TableSource source) {
        Schema written = schema.writtenLike(source);
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < source.columns().size(); i++) {
            String name = source.columns().get(i);
            StoredType own =
                    source instanceof TypedSource typed ? typed.stored().get(i) : StoredType.TEXT;
            fields.add(written.column(name)
                    .filter(column -> !column.type().ignored())
                    .map(column -> new Field(column, StoredType.of(column.type())))
                    .orElseGet(() -> plain(name, own)));
        }
        return new TableLayout(fields);
    }

    private static Field plain(String name, StoredType stored) {
        return new Field(new Column(name, stored.plain(), List.of()), stored);
    }

    /**
     * Returns a copy with another column at the end.
     *
     * @throws IllegalArgumentException if there is a column with that name
     */
    public TableLayout with(String name, StoredType stored) {
        if (names().contains(name)) {
            throw new IllegalArgumentException("two columns are named '" + name + "'");
        }
        List<Field> more = new ArrayList<>(fields);
        more.add(plain(name, stored));
        return new TableLayout(more);
    }

    /** Returns columns that are all stored in the same way. */
    public static TableLayout of(List<String> names, StoredType stored) {
        return new TableLayout(names.stream().map(name -> plain(name, stored)).toList());
    }

    /** Returns the names, in order. */
    public List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    /** Returns how the columns are stored, in order. */
    public List<StoredType> stored() {
        return fields.stream().map(field -> field.stored).toList();
    }

    List<Field> fields() {
        return fields;
    }

    /** A column and the conversions from its text to what is stored. */
    static final class Field {
        private static final double MICROSECONDS = 1e6;
        /** All integral doubles below this fit into a long. */
        private static final double LONGS = 0x1p63;

        private final Column column;
        private final StoredType stored;
        private final CellCodec codec;

        private Field(Column column, StoredType stored) {
            this.column = column;
            this.stored = stored;
            this.codec = column.type().codec();
        }

        String name() {
            return column.name();
        }

        StoredType stored() {
            return stored;
        }

        /** Returns how its numbers are written; null if it has none. */
        NumberStyle style() {
            return column.type().style();
        }

        boolean isMissing(String cell) {
            return cell.isEmpty() || column.isMissing(cell);
        }

        /** Returns the number of a cell; NaN if it does not fit. */
        double number(String cell) {
            return codec.parse(cell);
        }

        /** Returns whether a non-finite number is the value of a cell, rather than a sign that it cannot be read. */
        boolean notFinite(String cell) {
            return column.type() instanceof ColumnType.Real && (cell.equals("NaN") || cell.endsWith("inf"));
        }

        /** Returns the integer of a cell with all its digits; empty if it does not fit. */
        OptionalLong whole(String cell) {
            if (cell.matches("-?(0|[1-9][0-9]{0,17})") && !cell.equals("-0")) {
                return OptionalLong.of(Long.parseLong(cell));
            }
            try {
                return OptionalLong.of(Long.parseLong(cell)); // exact up to 19 digits
            } catch (NumberFormatException e) {
                double value = codec.parse(cell);
                boolean fits = value == Math.rint(value) && Math.abs(value) < LONGS;
                return fits ? OptionalLong.of((long) value) : OptionalLong.empty();
            }
        }

        /** Returns the microseconds of a time; empty if it does not fit. */
        OptionalLong microseconds(String cell) {
            double seconds = codec.parse(cell);
            return Double.isNaN(seconds) ? OptionalLong.empty() : OptionalLong.of(Math.round(seconds * MICROSECONDS));
        }

        /** Returns a text such as "age: 'abc'", for a note. */
        String shown(String cell) {
            return "column " + Shown.cell(name()) + ": '" + Shown.cell(cell) + "'";
        }
    }
}
