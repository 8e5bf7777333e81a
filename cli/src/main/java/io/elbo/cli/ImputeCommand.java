package io.elbo.cli;

import io.elbo.data.table.CellCodec;
import io.elbo.data.table.CsvFormat;
import io.elbo.data.table.CsvSink;
import io.elbo.data.table.RowSink;
import io.elbo.data.table.TableSource;
import io.elbo.formats.TableLayout;
import io.elbo.table.ImputationOptions;
import io.elbo.table.TableModel;
import io.elbo.table.TableUse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code elbo impute}. */
@Command(
        name = "impute",
        sortOptions = false,
        description = {
            "Fills in the missing values of a table.",
            "A missing number becomes the mean that the model expects given the other cells of the row; any other "
                    + "missing value becomes the most probable level. With --draws K, writes K tables instead, full-1.csv "
                    + "and so on, with drawn values. Analyse each of them: the differences between the results show the "
                    + "uncertainty. Cells with a value are copied unchanged."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo impute runs/people-1 --data holes.csv -o full.csv",
            "  ./elbo impute runs/people-1 --data holes.csv -o full.csv --intervals intervals.csv",
            "  ./elbo impute runs/people-1 --data holes.csv --draws 5 -o full.csv"
        })
final class ImputeCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private TableDataOptions data;

    @Option(
            names = "--draws",
            paramLabel = "K",
            order = 10,
            description = "Write K tables with drawn values. Default: 0, one table with expected values")
    private int draws;

    @Option(
            names = "--samples",
            paramLabel = "N",
            order = 11,
            description = "Draws of z for each row. Default: ${DEFAULT-VALUE}")
    private int samples = 50;

    @Option(
            names = "--seed",
            paramLabel = "S",
            order = 12,
            description = "Seed of all draws. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(names = "-o", paramLabel = "FILE", order = 13, required = true, description = TableReadingOptions.WRITTEN)
    private Path out;

    @Option(
            names = "--intervals",
            paramLabel = "FILE",
            order = 14,
            description =
                    "A .csv of the values that were filled in: line, column, value and, for a number, the interval that "
                            + "contains it with a probability of 90 %%.")
    private Path intervals;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        TableFiles.check(out, command);
        data.check(command);
        if (intervals != null) {
            OutputFile.check(intervals, "--intervals", command, OutputFile.CSV);
        }
        ImputationOptions options = Usage.settings(command, () -> new ImputationOptions(samples, draws, 0.9, seed));
        TableModel table = model.loadTable();
        TableSource source = data.source(table, command);
        TableLayout layout = TableLayout.of(table.schema(), source);
        CsvFormat format = TableFiles.format(out, TableFiles.format(source));
        List<Path> files = new ArrayList<>();
        for (int d = 1; d <= Math.max(1, draws); d++) {
            files.add(draws == 0 ? out : TableFiles.numbered(out, d));
        }
        List<TableUse.Filled> result = new ArrayList<>();
        write(
                files,
                format,
                layout,
                new ArrayList<>(),
                sinks -> writeIntervals(
                        cells -> result.add(TableUse.impute(table, source, data.strict(), options, sinks, cells))));
        TableUse.Filled filled = result.get(0);
        TableFiles.note(filled.fit());
        System.out.printf(Locale.ROOT, "%,d rows, %,d cells filled in.%n", filled.rows(), filled.filled());
        files.forEach(file -> System.out.println("Wrote " + file));
        if (intervals != null) {
            System.out.println("Wrote " + intervals);
        }
        return 0;
    }

    private void writeIntervals(Consumer<Consumer<TableUse.FilledCell>> work) {
        if (intervals == null) {
            work.accept(cell -> {});
            return;
        }
        CsvSink.write(
                intervals,
                CsvFormat.STANDARD,
                List.of("line", "column", "value", "lower", "upper"),
                rows -> work.accept(cell -> {
                    CellCodec codec = cell.column().type().codec();
                    rows.row(cell.line(), new String[] {
                        Long.toString(cell.line()),
                        cell.column().name(),
                        cell.text(),
                        Double.isNaN(cell.lower()) ? "" : codec.format(cell.lower()),
                        Double.isNaN(cell.upper()) ? "" : codec.format(cell.upper())
                    });
                }));
    }

    private interface Work {
        void into(List<RowSink> sinks);
    }

    /** Opens all files in nested calls, so that a failure leaves none of them half written. */
    private static void write(List<Path> files, CsvFormat format, TableLayout layout, List<RowSink> open, Work work) {
        if (open.size() == files.size()) {
            work.into(open);
            return;
        }
        TableFiles.write(files.get(open.size()), format, layout, sink -> {
            List<RowSink> more = new ArrayList<>(open);
            more.add(sink);
            write(files, format, layout, more, work);
        });
    }
}
