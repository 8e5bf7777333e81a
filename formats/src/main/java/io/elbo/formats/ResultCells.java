package io.elbo.formats;

import io.elbo.data.DataException;
import io.elbo.data.table.NumberStyle;
import java.math.BigDecimal;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a query as cells. Numbers are the shortest text that reads back as the same number; decimals have all their digits.
 * Dates and times are in ISO 8601, with as many decimals of a second (0, 3, 6 or 9) as the column needs. Null is an empty cell.
 */
final class ResultCells {
    private enum Kind {
        PLAIN,
        TEXT,
        DATE,
        TIME,
        TIME_WITH_OFFSET,
        TIMESTAMP,
        INSTANT;

        boolean hasSeconds() {
            return this != PLAIN && this != TEXT && this != DATE;
        }
    }

    private static final int[] STEPS = {1_000_000, 1000, 1}; // nanoseconds per unit of 3, 6 and 9 decimals

    private final String source;
    private final String[] names;
    private final Kind[] kinds;
    private final int[] decimals;
    private final DateTimeFormatter[] formats;
    private final List<StoredType> stored = new ArrayList<>();

    /** @throws DataException naming the column, if its values cannot be cells */
    ResultCells(ResultSetMetaData columns, String source) throws SQLException {
        this.source = source;
        int count = columns.getColumnCount();
        names = new String[count];
        kinds = new Kind[count];
        decimals = new int[count];
        formats = new DateTimeFormatter[count];
        for (int i = 0; i < count; i++) {
            names[i] = columns.getColumnLabel(i + 1);
            int type = columns.getColumnType(i + 1);
            String sql = columns.getColumnTypeName(i + 1);
            refuse(type, sql, Words.oneLine(names[i]), source);
            kinds[i] = kind(type);
            stored.add(stored(type, kinds[i], columns.getColumnClassName(i + 1)));
        }
    }

    private static void refuse(int type, String sql, String column, String source) {
        String what = switch (type) {
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> "bytes";
            case Types.ARRAY -> "lists";
            case Types.STRUCT, Types.REF, Types.JAVA_OBJECT -> "structures";
            default -> sql.startsWith("MAP(") || sql.startsWith("UNION(") ? "structures" : null;
        };
        if (what != null) {
            throw new DataException(source + ": column " + column + " holds " + what + " (" + Words.oneLine(sql)
                    + "), which cannot be cells; select other columns, or parts of its values");
        }
    }

    private static Kind kind(int type) {
        return switch (type) {
            case Types.DATE -> Kind.DATE;
            case Types.TIME -> Kind.TIME;
            case Types.TIME_WITH_TIMEZONE -> Kind.TIME_WITH_OFFSET;
            case Types.TIMESTAMP -> Kind.TIMESTAMP;
            case Types.TIMESTAMP_WITH_TIMEZONE -> Kind.INSTANT;
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR ->
                Kind.TEXT;
            default -> Kind.PLAIN;
        };
    }

    private static StoredType stored(int type, Kind kind, String java) {
        return switch (kind) {
            case DATE -> StoredType.DATE;
            case TIME -> StoredType.TIME;
            case TIMESTAMP -> StoredType.TIMESTAMP;
            case INSTANT -> StoredType.INSTANT;
            default ->
                switch (type) {
                    case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> StoredType.WHOLE;
                    // FLOAT has 64 bits in the standard, and 32 in some databases
                    case Types.REAL, Types.FLOAT, Types.DOUBLE ->
                        java.equals("java.lang.Float") ? StoredType.SINGLE : StoredType.NUMBER;
                    case Types.BOOLEAN -> StoredType.TRUTH;
                    default -> StoredType.TEXT;
                };
        };
    }

    List<StoredType> stored() {
        return stored;
    }

    String[] names() {
        return names;
    }

    /** Returns whether the rows must be read once in advance to find how many decimals their seconds need. */
    boolean hasSeconds() {
        for (Kind kind : kinds) {
            if (kind.hasSeconds()) {
                return true;
            }
        }
        return false;
    }

    /** Records how many decimals the seconds of a row need. */
    void measure(ResultSet row) throws SQLException {
        for (int i = 0; i < kinds.length; i++) {
            if (kinds[i].hasSeconds() && decimals[i] < 9) {
                TemporalAccessor time = time(row, i);
                int nanos = time == null ? 0 : time.get(ChronoField.NANO_OF_SECOND);
                for (int step = 0; nanos != 0 && step < STEPS.length; step++) {
                    if (nanos % STEPS[step] == 0) {
                        decimals[i] = Math.max(decimals[i], 3 * (step + 1));
                        break;
                    }
                }
            }
        }
    }

    /** Returns the cells of the current row of the result. */
    String[] cells(ResultSet row) throws SQLException {
        String[] cells = new String[kinds.length];
        for (int i = 0; i < cells.length; i++) {
            String cell = switch (kinds[i]) {
                case PLAIN -> plain(row, i);
                case TEXT -> row.getString(i + 1);
                default -> {
                    TemporalAccessor time = time(row, i);
                    yield time == null ? null : format(i).format(time);
                }
            };
            cells[i] = cell == null ? "" : cell;
        }
        return cells;
    }

    private DateTimeFormatter format(int column) {
        if (formats[column] == null) {
            String seconds = "HH:mm:ss" + (decimals[column] == 0 ? "" : "." + "S".repeat(decimals[column]));
            formats[column] = DateTimeFormatter.ofPattern(
                    switch (kinds[column]) {
                        case DATE -> "uuuu-MM-dd";
                        case TIME -> seconds;
                        case TIME_WITH_OFFSET -> seconds + "XXX";
                        case TIMESTAMP -> "uuuu-MM-dd'T'" + seconds;
                        default -> "uuuu-MM-dd'T'" + seconds + "XXX";
                    });
        }
        return formats[column];
    }

    private TemporalAccessor time(ResultSet row, int column) throws SQLException {
        int i = column + 1;
        try {
            return switch (kinds[column]) {
                case DATE -> row.getObject(i, LocalDate.class);
                case TIME -> row.getObject(i, LocalTime.class);
                case TIME_WITH_OFFSET -> row.getObject(i, OffsetTime.class);
                case TIMESTAMP -> row.getObject(i, LocalDateTime.class);
                default -> {
                    OffsetDateTime moment = row.getObject(i, OffsetDateTime.class);
                    yield moment == null ? null : moment.withOffsetSameInstant(ZoneOffset.UTC);
                }
            };
        } catch (DateTimeException e) {
            throw new DataException(
                    source + ": column " + Words.oneLine(names[column]) + " has an invalid time: " + e.getMessage(), e);
        }
    }

    private String plain(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column + 1);
        if (value instanceof Double || value instanceof Float) {
            // for a float, the digits that distinguish it from other floats
            return NumberStyle.shortest(value instanceof Double number ? number : Double.parseDouble(value.toString()));
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof byte[]) {
            throw new DataException(
                    source + ": column " + Words.oneLine(names[column]) + " holds bytes, which cannot be cells");
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value == null ? null : value.toString();
        }
        return value instanceof Clob ? row.getString(column + 1) : value.toString();
    }
}
