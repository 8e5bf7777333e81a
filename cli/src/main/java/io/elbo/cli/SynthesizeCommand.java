package io.elbo.cli;

import io.elbo.data.DataException;
import io.elbo.data.table.CsvFormat;
import io.elbo.formats.TableLayout;
import io.elbo.table.Condition;
import io.elbo.table.TableModel;
import io.elbo.table.TableRun;
import io.elbo.table.TableUse;
import io.elbo.table.report.ReportOptions;
import io.elbo.table.report.SyntheticReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
            "Draws new rows that resemble the training table.",
            "The rows have the same columns, categories, ranges, decimals and dates. Columns that the model "
                    + "ignores stay empty. A constant column keeps its value."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo synthesize runs/people-1 -n 10000 -o new.csv",
            "  ./elbo synthesize runs/people-1 --where 'income=>50K' --where age=30..40 -o rich.csv",
            "  ./elbo synthesize runs/people-1 -o new.csv --report report.html --real people.csv --target income"
        })
final class SynthesizeCommand implements Callable<Integer> {
    private static final int MOST = 10_000_000;
    /** The largest number of real rows that a report compares with. */
    private static final int MOST_REAL = 1_000_000;

    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Option(names = "-n", paramLabel = "N", description = "Number of rows. Default: ${DEFAULT-VALUE}")
    private int rows = 1000;

    @Option(
            names = "--where",
            paramLabel = "COL=VALUE",
            description =
                    "Draw only rows in which the column has this value, written as in the table. For numbers also "
                            + "COL=LEAST..GREATEST, where either end may be omitted. May be given several times for several "
                            + "columns.")
    private List<String> where = List.of();

    @Option(names = "--seed", paramLabel = "S", description = "Seed of all draws. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(names = "-o", paramLabel = "FILE", required = true, description = TableReadingOptions.WRITTEN)
    private Path out;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description =
                    "Also write an .html page that compares the rows with real ones: columns, pairs, use and privacy. "
                            + "Requires --real.")
    private Path report;

    @Option(names = "--real", paramLabel = "FILE", description = "Table that the model was trained on.")
    private String real;

    @Option(
            names = "--test",
            paramLabel = "FILE",
            description = "Table of similar rows that the model was not trained on.")
    private String test;

    @Option(names = "--target", paramLabel = "COL", description = "Column to predict from the others.")
    private String target;

    @Option(names = "--json", description = "Print the numbers of the report as JSON.")
    private boolean json;

    @Mixin
    private TableReadingOptions reading;

    @Mixin
    private BrokenOption broken;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        TableFiles.check(out, command);
        if (rows < 1 || rows > MOST) {
            throw new ParameterException(command.commandLine(), "-n " + rows + ": must be 1 to " + MOST);
        }
        checkReport();
        TableModel table = model.loadTable();
        List<Condition> conditions =
                where.stream().map(w -> Condition.parse(table.schema(), w)).toList();
        CsvFormat format = TableFiles.format(out, TableFiles.format(table.schema()));
        // before anything is written, so that a failed report leaves no file
        SyntheticReport made = report == null ? null : compare(table, conditions);
        TableFiles.write(
                out,
                format,
                TableLayout.of(table.schema()),
                sink -> TableUse.synthesize(table, rows, seed, conditions, sink));
        if (!json) {
            System.out.printf(Locale.ROOT, "%,d rows.%nWrote %s%n", rows, out);
        }
        if (made != null) {
            made.save(report);
            System.out.println(json ? made.toJson() : said(made) + "Wrote " + report);
        }
        return 0;
    }

    private void checkReport() {
        for (Object with : new Object[] {real, test, target, json ? "" : null}) {
            if (report == null && with != null) {
                throw new ParameterException(
                        command.commandLine(), "--real, --test, --target and --json require --report");
            }
        }
        if (report == null) {
            reading.requireNone("--report", command);
        } else {
            if (real == null) {
                throw new ParameterException(command.commandLine(), "--report requires --real FILE");
            }
            if (rows < 2) {
                throw new ParameterException(command.commandLine(), "-n " + rows + ": must be at least 2 for a report");
            }
            reading.check(real, command);
            OutputFile.check(report, "--report", command, ".html");
        }
    }

    private SyntheticReport compare(TableModel table, List<Condition> conditions) {
        double[][] known = rows(table, real, conditions);
        double[][] heldOut = test == null ? null : rows(table, test, conditions);
        return SyntheticReport.of(
                table.schema(), known, heldOut, table.synthesize(rows, seed, conditions), new ReportOptions(target));
    }

    /** Returns the real rows that meet the conditions, as a reference for synthetic rows under the same conditions. */
    private double[][] rows(TableModel table, String file, List<Condition> conditions) {
        TableRun.Table read = TableRun.Table.read(reading.open(file, table, command), table.schema(), false, MOST_REAL);
        TableFiles.note(read.fit());
        double[][] rows = Stream.of(read.rows().toArray())
                .filter(row -> Condition.holdAll(table.schema(), conditions, row))
                .toArray(double[][]::new);
        if (rows.length < 2) {
            throw new DataException(file + ": has " + rows.length + " rows"
                    + (conditions.isEmpty() ? "" : " that meet --where") + "; a report needs at least 2");
        }
        return rows;
    }

    private static String said(SyntheticReport made) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "Trees separate the rows from real ones with an AUROC of %.3f (0.5 is chance).%n",
                made.detection()));
        if (made.target() != null) {
            boolean number = Double.isNaN(made.trainedOnReal().accuracy());
            text.append(String.format(
                    Locale.ROOT,
                    "Prediction of %s: %s %.3f when trained on synthetic rows, %.3f on real rows.%n",
                    made.target(),
                    number ? "R2" : "AUROC",
                    number
                            ? made.trainedOnSynthetic().r2()
                            : made.trainedOnSynthetic().auroc(),
                    number ? made.trainedOnReal().r2() : made.trainedOnReal().auroc()));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%.1f %% of the rows equal a real row.%n",
                        100 * made.privacy().copies()))
                .toString();
    }
}
