package io.elbo.formats;

import io.elbo.data.table.CsvSink;
import io.elbo.data.table.RowSink;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Collects rows in a DuckDB table, which is then copied to a file. */
final class ParquetSink implements RowSink {
    private static final int MOST_NAMED = 10;

    private final List<TableLayout.Field> fields;
    private final DuckDBAppender appender;
    private final List<String> unfit = new ArrayList<>();
    private long unfitCells;
    private long rows;

    private ParquetSink(TableLayout layout, DuckDBAppender appender) {
        this.fields = layout.fields();
        this.appender = appender;
    }

    /** A checked exception from inside a sink. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Failure(SQLException cause) {
            super(cause);
        }

        private SQLException sql() {
            return (SQLException) getCause();
        }
    }

    /** @return what was left out, in sentences */
    static List<String> write(Path file, String name, TableLayout layout, CsvSink.Content content) throws SQLException {
        try (DuckDBConnection connection = DuckDb.open();
                Statement statement = connection.createStatement()) {
            // generated names, because those of the columns may differ only in capitals
            statement.execute("CREATE TABLE t ("
                    + columns(
                            layout, i -> "c" + i + " " + layout.stored().get(i).sql()) + ")");
            ParquetSink sink;
            try (DuckDBAppender appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "t")) {
                sink = new ParquetSink(layout, appender);
                content.writeTo(sink);
            } catch (Failure e) {
                throw e.sql();
            }
            statement.execute("COPY (SELECT "
                    + columns(
                            layout,
                            i -> "c" + i + " AS "
                                    + DuckDb.identifier(layout.names().get(i)))
                    + " FROM t) TO " + DuckDb.literal(file.toAbsolutePath().toString()) + " (FORMAT parquet)");
            return sink.notes(name);
        }
    }

    private static String columns(TableLayout layout, java.util.function.IntFunction<String> column) {
        return IntStream.range(0, layout.names().size()).mapToObj(column).collect(Collectors.joining(", "));
    }

    @Override
    public void row(long line, String[] cells) {
        if (cells.length != fields.size()) {
            throw new IllegalArgumentException(cells.length + " cells; there are " + fields.size() + " columns");
        }
        rows++;
        try {
            appender.beginRow();
            for (int i = 0; i < cells.length; i++) {
                TableLayout.Field field = fields.get(i);
                if (field.isMissing(cells[i])) {
                    appender.appendNull();
                } else if (!append(field, cells[i])) {
                    appender.appendNull();
                    if (unfitCells++ < MOST_NAMED) {
                        unfit.add("row " + rows + ", " + field.shown(cells[i]) + " is not a "
                                + field.stored().sql());
                    }
                }
            }
            appender.endRow();
        } catch (SQLException e) {
            throw new Failure(e);
        }
    }

    /** Returns false if the column's type cannot store the cell. */
    private boolean append(TableLayout.Field field, String cell) throws SQLException {
        switch (field.stored()) {
            case TEXT -> appender.append(cell);
            case NUMBER, SINGLE -> {
                double value = field.notFinite(cell) ? notFinite(cell) : field.number(cell);
                if (Double.isNaN(value) && !cell.equals("NaN")) {
                    return false;
                }
                if (field.stored() == StoredType.SINGLE) {
                    appender.append((float) value);
                } else {
                    appender.append(value);
                }
            }
            case TRUTH -> {
                double value = field.number(cell);
                if (Double.isNaN(value)) {
                    return false;
                }
                appender.append(value == 1);
            }
            case WHOLE -> {
                OptionalLong value = field.whole(cell);
                if (value.isEmpty()) {
                    return false;
                }
                appender.append(value.getAsLong());
            }
            default -> {
                return time(field, cell);
            }
        }
        return true;
    }

    private static double notFinite(String cell) {
        return cell.equals("NaN")
                ? Double.NaN
                : cell.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    private boolean time(TableLayout.Field field, String cell) throws SQLException {
        OptionalLong microseconds = field.microseconds(cell);
        if (microseconds.isEmpty()) {
            return false;
        }
        long value = microseconds.getAsLong();
        switch (field.stored()) {
            case DATE -> appender.appendEpochDays((int) Math.floorDiv(value, 86_400_000_000L));
            case TIME -> appender.appendDayMicros(value);
            default -> appender.appendEpochMicros(value);
        }
        return true;
    }

    private List<String> notes(String name) {
        List<String> notes = new ArrayList<>();
        unfit.forEach(cell -> notes.add(name + ": " + cell + "; the cell is left empty"));
        if (unfitCells > unfit.size()) {
            notes.add(name + ": " + unfitCells + " cells in all do not fit their columns and are left empty");
        }
        return notes;
    }
}
