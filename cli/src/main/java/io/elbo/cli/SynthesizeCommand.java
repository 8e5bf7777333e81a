package io.elbo.cli;

import io.elbo.data.table.CsvFormat;
import io.elbo.formats.Layout;
import io.elbo.table.TableModel;
import io.elbo.table.TableUse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo synthesize}. */
@Command(
        name = "synthesize",
        sortOptions = false,
        description = {
            "Draws new rows that look like those of the training table.",
            "In its columns, with its categories, ranges, decimals and dates. Columns that take no part in the model are left "
                    + "empty; one that is the same in all rows stays the same."
        },
        footer = {"", "Example:", "  ./elbo synthesize runs/people-1 -n 10000 -o new.csv"})
final class SynthesizeCommand implements Callable<Integer> {
    private static final int MOST = 10_000_000;

    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Option(names = "-n", paramLabel = "N", description = "Rows. Default: ${DEFAULT-VALUE}")
    private int rows = 1000;

    @Option(names = "--seed", paramLabel = "S", description = "Of all draws. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(names = "-o", paramLabel = "FILE", required = true, description = TableReadingOptions.WRITTEN)
    private Path out;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        TableFiles.check(out, command);
        if (rows < 1 || rows > MOST) {
            throw new ParameterException(command.commandLine(), "-n " + rows + ": must be 1 to " + MOST);
        }
        TableModel table = model.loadTable();
        CsvFormat format = TableFiles.format(out, CsvFormat.STANDARD);
        TableFiles.write(out, format, Layout.of(table.schema()), sink -> TableUse.synthesize(table, rows, seed, sink));
        System.out.printf(Locale.ROOT, "%,d rows.%nWrote %s%n", rows, out);
        return 0;
    }
}
