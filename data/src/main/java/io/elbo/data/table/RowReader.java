package io.elbo.data.table;

import io.elbo.data.DataException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses single rows, given as values of a program, with a schema. Immutable and thread-safe.
 *
 * <p>A value is a text as in a file, a {@code Number} or a {@code Boolean}; null and missing marks are missing values. Columns of
 * numbers take a number as it is; other columns take its shortest text. A flag reads a Boolean as its yes or no; other columns
 * read it as {@code true} or {@code false}.
 */
public final class RowReader {
    private final Schema schema;
    private final CellCodec[] codecs;
    private final CellCodec[] ofNumbers; // with a decimal point
    private final Map<String, Integer> places = new HashMap<>();

    /** Creates a reader of rows of a schema. */
    public RowReader(Schema schema) {
        this.schema = schema;
        codecs = schema.columns().stream().map(Column::codec).toArray(CellCodec[]::new);
        ofNumbers = schema.columns().stream()
                .map(c -> c.withType(c.type().withDecimalMark('.')).codec())
                .toArray(CellCodec[]::new);
        for (int i = 0; i < codecs.length; i++) {
            places.put(schema.columns().get(i).name(), i);
        }
    }

    /**
     * Reads a row by column name. Columns without an entry are missing.
     *
     * @throws DataException if a name is not a column
     */
    public ParsedRow read(Map<String, ?> row) {
        Object[] values = new Object[codecs.length];
        row.forEach((name, value) -> {
            Integer place = places.get(name);
            if (place == null) {
                throw new DataException(
                        "there is no column '" + name + "'; the columns are " + TableNames.list(schema.names()));
            }
            values[place] = value;
        });
        return read(values);
    }

    /**
     * Reads a row.
     *
     * @param row a value for each column, in their order
     * @throws DataException if there are more or fewer
     */
    public ParsedRow read(Object... row) {
        if (row.length != codecs.length) {
            throw new DataException(
                    "a row has " + row.length + " values; the schema has " + codecs.length + " columns");
        }
        double[] values = new double[row.length];
        List<Misfit> misfits = new ArrayList<>();
        Arrays.fill(values, Double.NaN);
        for (int i = 0; i < row.length; i++) {
            if (row[i] != null) {
                values[i] = value(i, row[i], misfits);
            }
        }
        return new ParsedRow(values, misfits);
    }

    private double value(int column, Object given, List<Misfit> misfits) {
        Column described = schema.columns().get(column);
        CellCodec codec = given instanceof Number ? ofNumbers[column] : codecs[column];
        String text = text(described.type(), given);
        if (MissingMarks.isOne(text, described.missing())) {
            return Double.NaN;
        }
        double value = codec.parse(text);
        String why = Double.isNaN(value) ? codec.complaint(text) : "";
        if (!why.isEmpty()) {
            misfits.add(new Misfit(0, described.name(), text, why));
            return ParsedRow.MISFIT;
        }
        return described.type().ignored() ? Double.NaN : value;
    }

    private static String text(ColumnType type, Object given) {
        if (given instanceof Boolean yes && type instanceof ColumnType.Flag flag) {
            return yes ? flag.yes() : flag.no();
        }
        if (given instanceof Double || given instanceof Float) {
            double number = given instanceof Float ? Double.parseDouble(given.toString()) : (Double) given;
            return Double.isNaN(number) ? "" : NumberCodec.shortest(number);
        }
        return given instanceof BigDecimal decimal ? decimal.toPlainString() : given.toString();
    }
}
