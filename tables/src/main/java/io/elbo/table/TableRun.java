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
import io.elbo.run.RunDirectory;
import io.elbo.run.RunSession;
import io.elbo.run.StagedCheckpoint;
import io.elbo.run.VaeReport;
import io.elbo.spec.EpochMetrics;
import io.elbo.training.TrainingListener;
import io.elbo.training.loop.Lifecycle;
import io.elbo.training.loop.VaeStates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;

/** Trains the model of a table into a folder: {@code model.safetensors}, {@code schema.json}, {@code spec.json} and {@code
 * metrics.csv}. */
public final class TableRun {
    private static final String MODEL = "model.safetensors";
    private static final String CHECKPOINT = "checkpoint.safetensors";
    private static final String SCHEMA = "schema.json";
    private static final String SPEC = "spec.json";
    private static final String FORMAT = "elbo-table-checkpoint-1";

    private TableRun() {}

    /**
     * The rows of a table and a report on how they fit its schema.
     *
     * @param rows the rows by the columns of the schema, NaN for missing cells, infinite for cells that do not fit
     * @param fit the report on cells that do not fit
     */
    public record Table(Schema schema, TableRows rows, FitReport fit) {
        /** The number of rows below which a model learns little more than each column alone. */
        private static final int FEW = 50;

        /** Returns a warning if there are too few rows. */
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
         * @param limit the greatest number of rows
         * @param memory the number of bytes of rows in Java's memory; more are in a temporary file
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

        /** Returns the same with the rules that hold between its columns added to its schema. */
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

    /**
     * Trains what suits a table into a folder, in silence.
     *
     * @throws DataException if the folder holds a run
     */
    public static TableModel train(Path folder, Table table, UnaryOperator<TableSpec> change) {
        return train(folder, table, change, new RunDirectory.Options(), TrainingListener.NONE);
    }

    /**
     * Trains a model into a folder.
     *
     * @param folder made if absent; must not hold a run
     * @param change of what suits the table
     * @throws DataException if the folder or the rows are not right, or a file cannot be written
     * @throws CancellationException if the listener requests a stop; {@link #resume} goes on
     */
    public static TableModel train(
            Path folder,
            Table table,
            UnaryOperator<TableSpec> change,
            RunDirectory.Options options,
            TrainingListener listener) {
        for (String name : List.of(MODEL, CHECKPOINT)) {
            if (Files.exists(folder.resolve(name))) {
                throw new DataException(folder + ": already holds a run (" + name + "); "
                        + (name.equals(MODEL) ? "" : "resume it, or ") + "choose another folder");
            }
        }
        TableSpec spec = change.apply(TableSpec.of(table.schema, table.rows.count()));
        Folders.make(folder);
        return RunSession.locked(
                folder, () -> train(folder, table, spec, begun(folder, table, spec), options, listener));
    }

    /** Whether a folder holds a run of a table, trained or not. */
    public static boolean isOne(Path folder) {
        Path spec = folder.resolve(SPEC);
        return Files.isRegularFile(spec)
                && TableSpec.isOne(Json.text(spec), spec.toString())
                && Files.isRegularFile(folder.resolve(SCHEMA));
    }

    /** Whether a folder holds the training of a table that has not ended: {@link #resume} goes on with it. */
    public static boolean canResume(Path folder) {
        return isOne(folder) && !Files.exists(folder.resolve(MODEL));
    }

    /**
     * Goes on with a training that was stopped or killed, at the stage and the step where it was; one that ended before its first
     * checkpoint begins anew. It ends in the bits of one that never stopped.
     *
     * @param table of the training, read by {@link #schemaOf its schema}
     * @throws DataException if the folder holds no such training, or the rows are others
     * @throws CancellationException if the listener requests a stop
     */
    public static TableModel resume(Path folder, Table table, RunDirectory.Options options, TrainingListener listener) {
        requireResumable(folder);
        return RunSession.locked(folder, () -> {
            TableSpec spec = TableSpec.read(folder.resolve(SPEC));
            StagedCheckpoint checkpoint = begun(folder, table, spec);
            if (Files.exists(checkpoint.file())) {
                StagedCheckpoint kept = StagedCheckpoint.read(checkpoint.file(), FORMAT);
                if (!kept.run().equals(checkpoint.run())) {
                    throw new DataException(checkpoint.file() + ": is a checkpoint of another spec or schema than "
                            + SPEC + " and " + SCHEMA + " describe; put the right ones back");
                }
                RunDirectory.requireSame(folder, kept.digest(), checkpoint.digest());
                checkpoint = kept;
            }
            return train(folder, table, spec, checkpoint, options, listener);
        });
    }

    /**
     * Checks that a folder holds the training of a table that has not ended.
     *
     * @throws DataException saying what it holds instead
     */
    public static void requireResumable(Path folder) {
        if (isOne(folder) && Files.exists(folder.resolve(MODEL))) {
            throw new DataException(folder + ": its model is trained; nothing is left to resume");
        }
        if (!canResume(folder)) {
            throw new DataException(folder + ": holds no training of a table to resume");
        }
    }

    /** The schema of the training in a folder. */
    public static Schema schemaOf(Path folder) {
        return Schema.read(folder.resolve(SCHEMA));
    }

    private static StagedCheckpoint begun(Path folder, Table table, TableSpec spec) {
        return new StagedCheckpoint(
                folder.resolve(CHECKPOINT), FORMAT, spec.toJson() + "\n" + table.schema.toJson(), table.rows.digest());
    }

    private static void text(Path file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    private static TableModel train(
            Path folder,
            Table table,
            TableSpec spec,
            StagedCheckpoint checkpoint,
            RunDirectory.Options options,
            TrainingListener listener) {
        return RunSession.reported(folder, options.threads(), listener::stopRequested, report -> {
            if (options.data() != null) {
                options.data().save(folder);
            }
            text(folder.resolve(SCHEMA), table.schema.toJson());
            text(folder.resolve(SPEC), spec.toJson());
            List<EpochMetrics> before = checkpoint
                    .outcome(TableModel.VAE_STAGE)
                    .or(() -> checkpoint.state(TableModel.VAE_STAGE))
                    .map(kept -> VaeStates.position(kept, checkpoint.file()).epochs())
                    .orElse(List.of());
            RunCurves curves = new RunCurves(folder, spec.model().latent(), before);
            EpochMetrics best = before.stream()
                    .max(Comparator.comparingDouble(EpochMetrics::score))
                    .orElse(null);
            checkpoint.saving(options.saveEvery(), curves::write);
            TableStages stages = new TableStages(
                    new Lifecycle(checkpoint), "", new VaeReport(report, curves, best, listener), options.threads());
            TableModel model;
            try {
                model = TableModel.fit(table.schema, table.rows, spec, stages);
            } catch (CancellationException e) {
                checkpoint.save();
                throw e;
            }
            curves.write();
            model.save(folder.resolve(MODEL));
            delete(checkpoint.file());
            return new RunSession.Ended<>(model, true);
        });
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // it is of no use any more, and does no harm
        }
    }
}
