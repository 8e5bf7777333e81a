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

/** What is particular to the training of a table. */
final class TableTrainingOptions {
    @Option(
            names = "--ignore",
            paramLabel = "COL,COL",
            description = "Columns that take no part, such as labels; may be given several times.")
    private List<String> ignore = List.of();

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "A .json from 'schema -o', edited. Default: what the columns are is found out")
    private Path schema;

    @Option(names = "--strict", description = "Refuse cells that do not fit. Default: they count as missing")
    private boolean strict;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = MemorySize.class,
            description = "Of rows kept in Java's memory, such as 512m or 2g; more are kept in a temporary file."
                    + " Default: a quarter of what Java may use")
    private Long memory;

    @Option(
            names = "--for",
            paramLabel = "USE,USE",
            split = ",",
            hideParamSyntax = true,
            completionCandidates = Choice.Purposes.class,
            description =
                    "What the model is trained for: ${COMPLETION-CANDIDATES}. Less is trained faster. Default: all")
    private List<Purpose> purposes = List.of();

    @Mixin
    private ColumnOptions columns;

    @Mixin
    private TableReadingOptions reading;

    /** Refuses values that cannot be, before any work. */
    void check(String data, CommandSpec command) {
        reading.check(data, command);
        columns.check(command);
        if (schema != null) {
            for (String flag : TrainSetting.Part.COLUMNS.flags()) {
                if (command.commandLine().getParseResult().hasMatchedOption(flag)) {
                    throw new ParameterException(
                            command.commandLine(), flag + " does not go with --schema, which says it of all columns");
                }
            }
        }
    }

    /** How the text of the table is read. */
    CsvOptions options(CommandSpec command) {
        return reading.options(command);
    }

    /** What the model is trained for; empty where nothing was said. */
    Optional<Set<Purpose>> purposes() {
        return purposes.isEmpty() ? Optional.empty() : Optional.of(EnumSet.copyOf(purposes));
    }

    /** The table of a training that goes on. */
    TableSource open(String data, CommandSpec command) {
        return reading.open(data, command);
    }

    /** Reads the table of a training that goes on, by the schema that it began with. */
    TableRun.Table read(TableSource source, Schema schema, int limit) {
        return TableRun.Table.read(
                new CountedTable(source, "Reading the rows"),
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
                TableRun.Table.read(new CountedTable(source, "Reading the rows"), wanted, strict, limit, kept);
        TableFiles.note(table.fit());
        if (schema == null) {
            table = table.withRules();
        }
        if (!table.schema().rules().isEmpty()) {
            Say.note("rows that are drawn or filled in keep what holds in all rows of the table: "
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

    /** What a user should know of the columns before they are trained on. */
    private static List<String> said(InferredSchema inference) {
        List<String> leftOut = inference.leftOut();
        List<String> said = new ArrayList<>(leftOut);
        if (!leftOut.isEmpty()) {
            said.add("what takes no part can be made to with --as COLUMN=category (or number, or date)");
        }
        said.addAll(inference.remarks());
        return said;
    }
}
