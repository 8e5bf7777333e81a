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

/** The columns of a table that is to be written, and how each is stored: the same for the same schema, whatever the rows hold. */
public final class TableLayout {
    private final List<Field> fields;

    private TableLayout(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    /** The columns of a schema. */
    public static TableLayout of(Schema schema) {
        return new TableLayout(schema.columns().stream()
                .map(column -> new Field(column, StoredType.of(column.type())))
                .toList());
    }

    /**
     * The columns of a table, of which a schema tells the types. Those that are not in the schema, or take no part in models, are
     * stored as the table has them, if it has types, else as text.
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
     * The same and another column at the end.
     *
     * @throws IllegalArgumentException if there is one of that name
     */
    public TableLayout with(String name, StoredType stored) {
        if (names().contains(name)) {
            throw new IllegalArgumentException("two columns are named '" + name + "'");
        }
        List<Field> more = new ArrayList<>(fields);
        more.add(plain(name, stored));
        return new TableLayout(more);
    }

    /** Columns of one kind. */
    public static TableLayout of(List<String> names, StoredType stored) {
        return new TableLayout(names.stream().map(name -> plain(name, stored)).toList());
    }

    /** The names, in order. */
    public List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    /** How the columns are stored, in order. */
    public List<StoredType> stored() {
        return fields.stream().map(field -> field.stored).toList();
    }

    List<Field> fields() {
        return fields;
    }

    /** A column and the ways from its text to what is stored. */
    static final class Field {
        private static final double MICROSECONDS = 1e6;
        /** Whole doubles below are all longs. */
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

        /** How its numbers are written; null if it has none. */
        NumberStyle style() {
            return column.type().style();
        }

        boolean isMissing(String cell) {
            return cell.isEmpty() || column.isMissing(cell);
        }

        /** The number of a cell; NaN if it does not fit. */
        double number(String cell) {
            return codec.parse(cell);
        }

        /** Whether a number that is not finite is the value of a cell, and not what cannot be read. */
        boolean notFinite(String cell) {
            return column.type() instanceof ColumnType.Real && (cell.equals("NaN") || cell.endsWith("inf"));
        }

        /** The whole number of a cell, all digits of it; empty if it does not fit. */
        OptionalLong whole(String cell) {
            if (cell.matches("-?(0|[1-9][0-9]{0,17})") && !cell.equals("-0")) {
                return OptionalLong.of(Long.parseLong(cell));
            }
            try {
                return OptionalLong.of(Long.parseLong(cell)); // 19 digits
            } catch (NumberFormatException e) {
                double value = codec.parse(cell);
                boolean fits = value == Math.rint(value) && Math.abs(value) < LONGS;
                return fits ? OptionalLong.of((long) value) : OptionalLong.empty();
            }
        }

        /** Microseconds of a time; empty if it does not fit. */
        OptionalLong microseconds(String cell) {
            double seconds = codec.parse(cell);
            return Double.isNaN(seconds) ? OptionalLong.empty() : OptionalLong.of(Math.round(seconds * MICROSECONDS));
        }

        /** "age: 'abc'", for a note. */
        String shown(String cell) {
            return "column " + Shown.cell(name()) + ": '" + Shown.cell(cell) + "'";
        }
    }
}
