package io.elbo.data.table;

import io.elbo.data.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads a table with a schema. It matches columns by name, converts cells to numbers and reports what does not fit. */
public final class TableReader {
    private final Schema schema;
    private final TableSource source;
    private final boolean strict;
    private final ColumnMatch match;
    private final CellCodec[] codecs;

    /**
     * Matches the columns without reading the rows.
     *
     * @param strict whether to refuse anything that does not fit: a missing column, an unknown one, a cell. Otherwise cells that
     *     do not fit count as missing
     * @throws DataException naming the columns, if strict and columns do not match, or if none matches
     */
    public TableReader(Schema schema, TableSource source, boolean strict) {
        this.schema = schema.writtenLike(source);
        this.source = source;
        this.strict = strict;
        this.match = ColumnMatch.of(schema, source.columns());
        this.codecs = this.schema.columns().stream().map(Column::codec).toArray(CellCodec[]::new);
        if (strict && !match.complete()) {
            throw new DataException(source.name() + ": " + String.join("; ", match.report()));
        }
        if (match.missing().size() == codecs.length) {
            throw new DataException(source.name() + ": has none of the columns " + TableNames.list(schema.names())
                    + "; its columns are " + TableNames.list(source.columns()));
        }
    }

    /** Returns how the columns of the table match the schema. */
    public ColumnMatch columns() {
        return match;
    }

    /**
     * Reads all rows, in order.
     *
     * @return what did not fit
     * @throws DataException naming file, line and column of the first cell that does not fit, if strict; or if the table cannot
     *     be read
     */
    public FitReport read(ParsedSink sink) {
        return read(sink, misfit -> {});
    }

    /**
     * Reads all rows, in order.
     *
     * @param misfits receives each cell that does not fit, before its row is passed on
     */
    public FitReport read(ParsedSink sink, Consumer<Misfit> misfits) {
        Run run = new Run(sink, misfits);
        Reading reading = source.read(run);
        return new FitReport(match, reading, run.misfits, run.first, run.unseen());
    }

    /** One pass over the rows. */
    private final class Run implements RowSink {
        private final ParsedSink sink;
        private final Consumer<Misfit> listener;
        private final int[] places =
                match.source().stream().mapToInt(Integer::intValue).toArray();
        private final List<Map<String, long[]>> unseen = new ArrayList<>();
        private final List<Misfit> first = new ArrayList<>();
        private long misfits;

        private Run(ParsedSink sink, Consumer<Misfit> listener) {
            this.sink = sink;
            this.listener = listener;
            schema.columns().forEach(column -> unseen.add(new LinkedHashMap<>()));
        }

        @Override
        public void pause() {
            sink.pause();
        }

        @Override
        public void row(long line, String[] cells) {
            double[] values = new double[codecs.length];
            Arrays.fill(values, Double.NaN);
            for (int column = 0; column < values.length; column++) {
                if (places[column] >= 0) {
                    values[column] = value(line, column, cells[places[column]]);
                }
            }
            sink.row(line, values, cells);
        }

        private double value(long line, int column, String cell) {
            Column described = schema.columns().get(column);
            if (MissingMarks.isOne(cell, described.missing())) {
                return Double.NaN;
            }
            double value = codecs[column].parse(cell);
            if (Double.isNaN(value) && misfit(line, column, described, cell)) {
                return ParsedRow.MISFIT;
            }
            return described.type().ignored() ? Double.NaN : value;
        }

        private boolean misfit(long line, int column, Column described, String cell) {
            String why = codecs[column].complaint(cell);
            if (why.isEmpty()) { // the column is ignored
                return false;
            }
            Misfit misfit = new Misfit(line, described.name(), cell, why);
            if (strict) {
                throw new DataException(source.name() + ": " + misfit);
            }
            misfits++;
            listener.accept(misfit);
            boolean level = !described.type().levels().isEmpty();
            Map<String, long[]> levels = unseen.get(column);
            if (level && (levels.containsKey(cell) || levels.size() < FitReport.MOST_NAMED)) {
                levels.computeIfAbsent(cell, text -> new long[1])[0]++;
            } else if (first.size() < FitReport.MOST_NAMED) {
                first.add(misfit);
            }
            return true;
        }

        private List<FitReport.UnseenLevel> unseen() {
            List<FitReport.UnseenLevel> all = new ArrayList<>();
            for (int column = 0; column < codecs.length; column++) {
                String name = schema.columns().get(column).name();
                unseen.get(column).forEach((level, count) -> all.add(new FitReport.UnseenLevel(name, level, count[0])));
            }
            return all;
        }
    }
}
