package io.elbo.cli;

import io.elbo.data.table.CsvOptions;
import io.elbo.data.table.Inference;
import io.elbo.data.table.RowStore;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableSource;
import io.elbo.table.TableRun;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What is particular to the training of a table. */
final class TableTrainingOptions {
    static final Set<String> FLAGS = flags();

    /** Flags of training that a table takes too. */
    static final Set<String> WITH_TABLE = Set.of(
            "--data",
            "--limit",
            "--hidden",
            "--latent",
            "--epochs",
            "--batch",
            "--optimizer",
            "--learning-rate",
            "--schedule",
            "--warm-up",
            "--momentum",
            "--weight-decay",
            "--clip-norm",
            "--validation",
            "--patience",
            "--seed",
            "--threads",
            "--spec",
            "--out");

    @Option(
            names = "--ignore",
            paramLabel = "COL,COL",
            split = ",",
            description = "Columns that take no part, such as labels.")
    private List<String> ignore = List.of();

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "A .json from 'schema -o', edited. Default: what the columns are is found out")
    private Path schema;

    @Option(
            names = "--missing",
            paramLabel = "MARK",
            split = ",",
            description = "Texts that stand for no value. Default: nothing, NA, ?, null and such")
    private List<String> missing;

    @Option(names = "--strict", description = "Refuse cells that do not fit. Default: they count as missing")
    private boolean strict;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = MemorySize.class,
            description = "Of rows kept in Java's memory, such as 512m or 2g; more are kept in a temporary file."
                    + " Default: a quarter of what Java may use")
    private Long memory;

    @Mixin
    private TableReadingOptions reading;

    private static Set<String> flags() {
        Set<String> flags = new HashSet<>(List.of("--ignore", "--schema", "--missing", "--strict", "--memory"));
        flags.addAll(TableReadingOptions.FLAGS);
        return Set.copyOf(flags);
    }

    /** Refuses values that cannot be, before any work. */
    void check(String data, CommandSpec command) {
        reading.check(data, command);
    }

    /** How the text of the table is read. */
    CsvOptions options(CommandSpec command) {
        return reading.options(command);
    }

    /** Reads the table. */
    TableRun.Table read(String data, int limit, CommandSpec command) {
        TableSource source = reading.open(data, command);
        Schema wanted;
        if (schema == null) {
            Inference inference = SchemaCommand.infer(source, missing);
            inference.notes().forEach(Say::note);
            wanted = inference.schema();
        } else {
            wanted = TableRun.schema(schema);
        }
        long kept = memory == null ? RowStore.usualMemory() : memory;
        TableRun.Table table = TableRun.Table.read(
                new CountedTable(source, "Reading the rows"), TableRun.ignoring(wanted, ignore), strict, limit, kept);
        TableFiles.note(table.fit());
        return table;
    }
}
