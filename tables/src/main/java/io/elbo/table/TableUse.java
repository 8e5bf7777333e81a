package io.elbo.table;

import io.elbo.data.table.CellCodec;
import io.elbo.data.table.Column;
import io.elbo.data.table.ColumnType;
import io.elbo.data.table.FitReport;
import io.elbo.data.table.Misfit;
import io.elbo.data.table.ParsedSink;
import io.elbo.data.table.RowSink;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableReader;
import io.elbo.data.table.TableSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Applies a {@link TableModel} to tables of any length, in blocks of rows. Observed cells are written exactly as they were read.
 */
public final class TableUse {
    /** The columns that {@link #score} adds. */
    public static final List<String> SCORE_COLUMNS = List.of("anomaly_score", "p_value", "is_anomaly");

    private static final int BLOCK = 2000;
    /** The number of rows that are drawn together. Only some draws are kept, so small blocks would lead to tiny batches. */
    private static final int DRAWN = 20_000;

    private static final int REASON_DRAWS = 50;

    private TableUse() {}

    /**
     * The result of scoring.
     *
     * @param rows the number of rows
     * @param anomalies the number of anomalies
     * @param fit the report on cells that do not fit the model's schema
     * @param outOfRange the columns with many values outside the training range
     */
    public record Scored(long rows, long anomalies, FitReport fit, List<OutOfRange> outOfRange) {}

    /** Receives the unusual cells of an anomaly. */
    @FunctionalInterface
    public interface Reasons {
        /**
         * @param line the line on which the row starts
         * @param cells the cells, the most surprising first
         * @param texts the text of each cell in the table
         */
        void row(long line, List<CellSurprise> cells, List<String> texts);
    }

    /**
     * Scores the rows of a table.
     *
     * @param strict whether to reject cells that do not fit the schema
     * @param falsePositiveRate the share of ordinary rows that may be called anomalies
     * @param out receives the cells of each row and {@link #SCORE_COLUMNS}
     * @param reasons receives the unusual cells of each anomaly; may be null
     */
    public static Scored score(
            TableModel model, TableSource in, boolean strict, double falsePositiveRate, RowSink out, Reasons reasons) {
        return score(model, in, strict, falsePositiveRate, out, reasons, misfit -> {});
    }

    /**
     * Scores the rows of a table, as above, also if they arrive one by one.
     *
     * @param misfits receives each cell that does not fit the schema, before its row is scored
     */
    public static Scored score(
            TableModel model,
            TableSource in,
            boolean strict,
            double falsePositiveRate,
            RowSink out,
            Reasons reasons,
            Consumer<Misfit> misfits) {
        if (!(falsePositiveRate > 0 && falsePositiveRate < 1)) {
            throw new IllegalArgumentException(
                    "false_positive_rate " + falsePositiveRate + ": must be above 0 and below 1");
        }
        long[] counts = new long[2];
        Ranges ranges = new Ranges(model);
        FitReport fit = inBlocks(model, in, strict, misfits, new BlockSink() {
            @Override
            public void take(Block block) {
                ranges.count(block.values);
                score(model, falsePositiveRate, block, counts, out, reasons);
            }

            @Override
            public void pause() {
                out.pause();
            }
        });
        return new Scored(counts[0], counts[1], fit, ranges.outOfRange());
    }

    private static void score(
            TableModel model, double falsePositiveRate, Block block, long[] counts, RowSink out, Reasons reasons) {
        List<Integer> absent = absent(model, block);
        double[][] rows = absent.isEmpty() ? block.rows() : filled(model, block.rows(), absent);
        TableScores scores = model.score(rows);
        for (int i = 0; i < rows.length; i++) {
            boolean anomaly = scores.pValue()[i] <= falsePositiveRate;
            counts[0]++;
            counts[1] += anomaly ? 1 : 0;
            String[] cells = block.cells.get(i);
            String[] scored = Arrays.copyOf(cells, cells.length + SCORE_COLUMNS.size());
            scored[cells.length] = Float.toString((float) scores.score()[i]);
            scored[cells.length + 1] = Float.toString((float) scores.pValue()[i]);
            scored[cells.length + 2] = anomaly ? "1" : "0";
            out.row(block.lines.get(i), scored);
            if (anomaly && reasons != null) {
                List<CellSurprise> unusual = model.explain(rows[i], REASON_DRAWS, 1).stream()
                        .filter(cell -> !absent.contains(model.schema().names().indexOf(cell.column())))
                        .toList();
                List<String> texts = unusual.stream()
                        .map(cell -> block.indices.get(model.schema().names().indexOf(cell.column())))
                        .map(index -> cells[index])
                        .toList();
                reasons.row(block.lines.get(i), unusual, texts);
            }
        }
    }

    /** Returns the columns of the model that the table lacks, whose missing cells are no evidence. */
    private static List<Integer> absent(TableModel model, Block block) {
        return model.encoding().columns().stream()
                .filter(column -> block.indices.get(column) < 0)
                .toList();
    }

    /** Returns rows with expected values in columns that the table lacks, so that the other columns determine the scores. */
    private static double[][] filled(TableModel model, double[][] rows, List<Integer> columns) {
        double[][] expected = model.impute(rows, ImputationOptions.defaults()).single();
        double[][] filled = new double[rows.length][];
        for (int i = 0; i < filled.length; i++) {
            filled[i] = rows[i].clone();
            for (int column : columns) {
                filled[i][column] = expected[i][column];
            }
        }
        return filled;
    }

    /**
     * The result of imputation.
     *
     * @param rows the number of rows
     * @param filled the number of imputed cells
     * @param fit the report on cells that do not fit the model's schema
     */
    public record Filled(long rows, long filled, FitReport fit) {}

    /**
     * An imputed cell.
     *
     * @param line the line on which its row starts
     * @param text the imputed text
     * @param lower the lower end of the interval with the requested coverage, NaN for levels
     * @param upper its upper end
     */
    public record FilledCell(long line, Column column, String text, double lower, double upper) {}

    /** Imputes the missing cells of a table. */
    public static Filled impute(
            TableModel model, TableSource in, boolean strict, ImputationOptions options, List<RowSink> out) {
        return impute(model, in, strict, options, out, cell -> {});
    }

    /**
     * Imputes the missing cells of a table.
     *
     * @param out receives the rows with the single imputation, or one sink per draw if the options request draws
     * @param cells receives each imputed cell, of the first draw if there are several
     */
    public static Filled impute(
            TableModel model,
            TableSource in,
            boolean strict,
            ImputationOptions options,
            List<RowSink> out,
            Consumer<FilledCell> cells) {
        if (out.size() != Math.max(1, options.draws())) {
            throw new IllegalArgumentException(out.size() + " sinks; " + Math.max(1, options.draws()) + " are needed");
        }
        long[] counts = new long[2];
        Schema schema = model.schema().writtenLike(in);
        CellCodec[] codecs = codecs(schema);
        FitReport fit = inBlocks(model, in, strict, misfit -> {}, block -> {
            double[][] rows = block.rows();
            Imputation imputation = model.impute(rows, options);
            for (int i = 0; i < rows.length; i++) {
                counts[0]++;
                for (int d = 0; d < out.size(); d++) {
                    double[] full = options.draws() == 0
                            ? imputation.single()[i]
                            : imputation.draws()[d][i];
                    String[] filled = block.cells.get(i).clone();
                    for (int column = 0; column < full.length; column++) {
                        int index = block.indices.get(column);
                        // a cell that does not fit is not missing, so it stays
                        if (index >= 0
                                && !Double.isNaN(full[column])
                                && model.schema().columns().get(column).isMissing(filled[index])) {
                            filled[index] = codecs[column].format(full[column]);
                            if (d == 0) {
                                counts[1]++;
                                cells.accept(new FilledCell(
                                        block.lines.get(i),
                                        schema.columns().get(column),
                                        filled[index],
                                        imputation.lower()[i][column],
                                        imputation.upper()[i][column]));
                            }
                        }
                    }
                    out.get(d).row(block.lines.get(i), filled);
                }
            }
        });
        return new Filled(counts[0], counts[1], fit);
    }

    /** Receives the latents of a row. */
    @FunctionalInterface
    public interface Latents {
        /**
         * @param line the line on which the row starts
         * @param mean the mean of q(z|x)
         */
        void row(long line, float[] mean);
    }

    /**
     * Encodes the rows of a table.
     *
     * @param strict whether to reject cells that do not fit the schema
     * @param most the greatest number of rows
     * @return the report on cells that do not fit
     */
    public static FitReport encode(TableModel model, TableSource in, boolean strict, int most, Latents out) {
        int[] left = {most};
        return inBlocks(model, in, strict, misfit -> {}, block -> {
            int some = Math.min(left[0], block.lines.size());
            left[0] -= some;
            float[][] means = some == 0 ? new float[0][] : model.encode(Arrays.copyOf(block.rows(), some));
            for (int i = 0; i < some; i++) {
                out.row(block.lines.get(i), means[i]);
            }
        });
    }

    /**
     * Draws rows.
     *
     * @param conditions the conditions; empty for none
     * @param out receives the rows in the columns of the schema. A column that takes no part has its constant, a new unique key like those of the
     *     table, or a missing mark
     */
    public static void synthesize(TableModel model, int rows, long seed, List<Condition> conditions, RowSink out) {
        CellCodec[] codecs = codecs(model.schema());
        int some;
        for (int first = 0; first < rows; first += some) {
            some = Math.min(DRAWN, rows - first);
            double[][] values = model.synthesize(first, some, seed, conditions);
            for (int i = 0; i < some; i++) {
                out.row(first + i + 1, cells(model.schema(), codecs, values[i], first + i, seed));
            }
        }
    }

    private static String[] cells(Schema schema, CellCodec[] codecs, double[] values, int row, long seed) {
        String[] cells = new String[codecs.length];
        for (int column = 0; column < cells.length; column++) {
            cells[column] = Double.isNaN(values[column])
                    ? withoutValue(schema.columns().get(column), row, seed)
                    : codecs[column].format(values[column]);
        }
        return cells;
    }

    private static String withoutValue(Column column, int row, long seed) {
        if (column.type() instanceof ColumnType.Constant constant) {
            return constant.value();
        }
        return column.type() instanceof ColumnType.Identifier key && key.pattern() != null
                ? key.pattern().key(row, seed)
                : column.missingText();
    }

    private static CellCodec[] codecs(Schema schema) {
        return schema.columns().stream().map(Column::codec).toArray(CellCodec[]::new);
    }

    /** Processes blocks of rows. */
    private interface BlockSink {
        void take(Block block);

        /** Called when no more rows are available for now, so that results should be written. */
        default void pause() {}
    }

    /** Rows that are processed together. */
    private record Block(List<Integer> indices, List<Long> lines, List<double[]> values, List<String[]> cells) {
        double[][] rows() {
            return values.toArray(new double[0][]);
        }
    }

    private static FitReport inBlocks(
            TableModel model, TableSource in, boolean strict, Consumer<Misfit> misfits, BlockSink sink) {
        TableReader reader = new TableReader(model.schema(), in, strict);
        Block block = new Block(reader.columns().source(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        FitReport fit = reader.read(
                new ParsedSink() {
                    @Override
                    public void row(long line, double[] values, String[] cells) {
                        block.lines.add(line);
                        block.values.add(values);
                        block.cells.add(cells);
                        if (block.lines.size() == BLOCK) {
                            flush(block, sink);
                        }
                    }

                    @Override
                    public void pause() {
                        flush(block, sink);
                        sink.pause();
                    }
                },
                misfits);
        flush(block, sink);
        return fit;
    }

    private static void flush(Block block, BlockSink sink) {
        if (!block.lines.isEmpty()) {
            sink.take(block);
            block.lines.clear();
            block.values.clear();
            block.cells.clear();
        }
    }
}
