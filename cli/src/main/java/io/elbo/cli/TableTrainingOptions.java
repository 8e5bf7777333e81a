package io.elbo.cli;

import io.elbo.data.table.CsvOptions;
import io.elbo.data.table.InferredSchema;
import io.elbo.data.table.RowStore;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableNames;
import io.elbo.data.table.TableSource;
import io.elbo.studio.request.TrainSetting;
import io.elbo.table.Purpose;
import io.elbo.table.TableRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The training options that only tables have. */
final class TableTrainingOptions {
    @Option(
            names = "--ignore",
            paramLabel = "COL,COL",
            description = "Columns to leave out of the model, such as labels. May be given several times.")
    private List<String> ignore = List.of();

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "An edited .json schema from 'schema -o'. Default: infer the schema")
    private Path schema;

    @Option(names = "--strict", description = "Refuse cells that do not fit. Default: treat them as missing")
    private boolean strict;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = MemorySize.class,
            description =
                    "Memory for rows, such as 512m or 2g. Further rows go to a temporary file. Default: a quarter of "
                            + "Java's heap")
    private Long memory;

    @Option(
            names = "--for",
            paramLabel = "USE,USE",
            split = ",",
            hideParamSyntax = true,
            completionCandidates = Choice.Purposes.class,
            description = "Purposes of the model: ${COMPLETION-CANDIDATES}. Fewer purposes train faster. Default: all")
    private List<Purpose> purposes = List.of();

    @Mixin
    private ColumnOptions columns;

    @Mixin
    private TableReadingOptions reading;

    /** Refuses invalid values before any work. */
    void check(String data, CommandSpec command) {
        reading.check(data, command);
        columns.check(command);
        if (schema != null) {
            for (String flag : TrainSetting.Part.COLUMNS.flags()) {
                if (command.commandLine().getParseResult().hasMatchedOption(flag)) {
                    throw new ParameterException(
                            command.commandLine(),
                            flag + " cannot be used with --schema, which sets this for all columns");
                }
            }
        }
    }

    /** Returns how the text of the table is read. */
    CsvOptions options(CommandSpec command) {
        return reading.options(command);
    }

    /** Returns the purposes of the model; empty if none is given. */
    Optional<Set<Purpose>> purposes() {
        return purposes.isEmpty() ? Optional.empty() : Optional.of(EnumSet.copyOf(purposes));
    }

    /** Opens the table of a resumed training. */
    TableSource open(String data, CommandSpec command) {
        return reading.open(data, command);
    }

    /** Reads the table of a resumed training with the schema of the run. */
    TableRun.Table read(TableSource source, Schema schema, int limit) {
        return TableRun.Table.read(
                new CountedTable(source, "Reading rows"),
                schema,
                false,
                limit,
                memory == null ? RowStore.usualMemory() : memory);
    }

    /** Reads the table. */
    TableRun.Table read(String data, int limit, CommandSpec command) {
        TableSource source = reading.open(data, command);
        Schema wanted;
        if (schema == null) {
            InferredSchema inference = columns.infer(source, command);
            inference.notes().forEach(Say::note);
            wanted = ignoring(inference.schema());
            said(inference).forEach(Say::note);
        } else {
            wanted = ignoring(Schema.read(schema));
        }
        long kept = memory == null ? RowStore.usualMemory() : memory;
        TableRun.Table table =
                TableRun.Table.read(new CountedTable(source, "Reading rows"), wanted, strict, limit, kept);
        TableFiles.note(table.fit());
        if (schema == null) {
            table = table.withRules();
        }
        if (!table.schema().rules().isEmpty()) {
            Say.note("drawn and filled-in rows satisfy the rules that hold in all rows of the table: "
                    + TableFiles.rules(table.schema()));
        }
        return table;
    }

    private Schema ignoring(Schema all) {
        List<String> names = ignore.stream()
                .flatMap(list -> TableNames.split(list, all.names()).stream())
                .toList();
        return TableRun.ignoring(all, names);
    }

    /** Returns the notes about columns for the user before training. */
    private static List<String> said(InferredSchema inference) {
        List<String> leftOut = inference.leftOut();
        List<String> said = new ArrayList<>(leftOut);
        if (!leftOut.isEmpty()) {
            said.add("to use a column that takes no part, set --as COLUMN=category (or number, or date)");
        }
        said.addAll(inference.remarks());
        return said;
    }
}
