package io.elbo.table;

import io.elbo.data.DataException;
import io.elbo.data.file.AtomicFile;
import io.elbo.data.file.Folders;
import io.elbo.data.table.Column;
import io.elbo.data.table.ColumnType;
import io.elbo.data.table.FitReport;
import io.elbo.data.table.RowStore;
import io.elbo.data.table.RuleFinder;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableReader;
import io.elbo.data.table.TableRows;
import io.elbo.data.table.TableSource;
import io.elbo.json.Json;
import io.elbo.run.RunCurves;
import io.elbo.run.RunData;
import io.elbo.run.RunLock;
import io.elbo.run.RunReport;
import io.elbo.training.TrainingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Trains the model of a table into a folder: {@code model.safetensors}, {@code schema.json}, {@code spec.json} and {@code
 * metrics.csv}. */
public final class TableRun {
    private static final String MODEL = "model.safetensors";

    private TableRun() {}

    /**
     * The rows of a table, and how they fit its schema.
     *
     * @param rows by the columns of the schema, NaN where there is no value, infinite where a cell does not fit
     * @param fit what did not fit
     */
    public record Table(Schema schema, TableRows rows, FitReport fit) {
        /** With fewer rows, what a model says of them is little more than what each column says alone. */
        private static final int FEW = 50;

        /** What cannot be expected of a model of so few rows; empty if they are enough. */
        public Optional<String> tooFew() {
            return rows.count() >= FEW
                    ? Optional.empty()
                    : Optional.of(
                            rows.count() + " rows are very few to learn from: expect no more than what each column "
                                    + "shows alone, values that are close to those of the table, and p-values that tell little; "
                                    + FEW + " rows are the least, some hundreds are good");
        }

        /**
         * Reads a table by a schema.
         *
         * @param limit rows at most
         * @param memory bytes of rows that may be kept in Java's memory; more are kept in a temporary file
         */
        public static Table read(TableSource source, Schema schema, boolean strict, int limit, long memory) {
            try (RowStore.Builder rows = RowStore.builder(schema.columns().size(), memory)) {
                FitReport fit = new TableReader(schema, source, strict).read((line, values, cells) -> {
                    if (rows.count() < limit) {
                        rows.add(values);
                    }
                });
                return new Table(schema, rows.build(), fit);
            }
        }

        /** Reads all rows; cells that do not fit the schema are marked. */
        public static Table read(TableSource source, Schema schema) {
            return read(source, schema, false, Integer.MAX_VALUE);
        }

        /** The same with the rules in its schema that hold between the columns of its rows. */
        public Table withRules() {
            return new Table(schema.withRules(RuleFinder.find(schema, rows)), rows, fit);
        }

        /** As above, with what memory there usually is. */
        public static Table read(TableSource source, Schema schema, boolean strict, int limit) {
            return read(source, schema, strict, limit, RowStore.usualMemory());
        }
    }

    /**
     * The same schema with columns that take no part.
     *
     * @throws DataException if there is no such column
     */
    public static Schema ignoring(Schema schema, List<String> names) {
        Schema changed = schema;
        for (String name : names) {
            Column column = changed.column(name)
                    .orElseThrow(() -> new DataException(
                            "there is no column '" + name + "'; there are " + String.join(", ", schema.names())));
            // the keys of one that is an identifier already keep their pattern
            changed = column.type().ignored() ? changed : changed.with(column.withType(new ColumnType.Identifier()));
        }
        return changed;
    }

    /** A schema as JSON, to be edited. */
    public static String json(Schema schema) {
        return Json.write(schema);
    }

    /**
     * Reads a schema that was written as JSON.
     *
     * @throws DataException naming the file and what is not right in it
     */
    public static Schema schema(Path file) {
        try {
            return Json.read(Files.readString(file), Schema.class, file.toString());
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read as text", e);
        }
    }

    /**
     * Trains a model into a new folder. A folder that holds one already is refused.
     *
     * @param change of what suits the size of the table
     */
    public static TableModel train(
            Path folder, Table table, UnaryOperator<TableTraining> change, TrainingListener listener, int threads) {
        return train(folder, table, null, change, listener, threads);
    }

    /**
     * As above, and the folder says what the rows are.
     *
     * @param data for those who look at the run later; null if that cannot be said
     */
    public static TableModel train(
            Path folder,
            Table table,
            RunData data,
            UnaryOperator<TableTraining> change,
            TrainingListener listener,
            int threads) {
        if (Files.exists(folder.resolve(MODEL))) {
            throw new DataException(folder + ": already holds a run (" + MODEL + "); choose another folder");
        }
        TableTraining training =
                change.apply(TableTraining.of(table.rows.count(), TableTraining.columns(table.schema)));
        Folders.make(folder);
        RunLock lock = RunLock.of(folder);
        try {
            AtomicFile.removeLeftOvers(folder);
            return train(folder, table, data, training, new RunReport(folder, listener), threads);
        } finally {
            lock.close();
        }
    }

    private static void text(Path file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    private static TableModel train(
            Path folder, Table table, RunData data, TableTraining training, RunReport report, int threads) {
        try {
            if (data != null) {
                data.save(folder);
            }
            text(folder.resolve("schema.json"), json(table.schema));
            text(folder.resolve("spec.json"), training.toJson());
            RunCurves curves = new RunCurves(folder, training.latent(), List.of());
            report.begin(curves, null);
            TableModel model = TableModel.fit(table.schema, table.rows, training, report, threads);
            curves.write();
            model.save(folder.resolve(MODEL));
            report.ended(!report.stopRequested());
            return model;
        } catch (RuntimeException | Error e) {
            report.failed(e);
            throw e;
        }
    }
}
