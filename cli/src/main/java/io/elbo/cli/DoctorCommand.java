package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.Shown;
import io.elbo.data.table.TableRows;
import io.elbo.data.table.TableSource;
import io.elbo.doctor.Doctor;
import io.elbo.doctor.Finding;
import io.elbo.formats.Tables;
import io.elbo.run.RunData;
import io.elbo.run.RunFolder;
import io.elbo.spec.EpochMetrics;
import io.elbo.table.TableModel;
import io.elbo.table.TableRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo doctor}. */
@Command(
        name = "doctor",
        sortOptions = false,
        description = {
            "Diagnoses a model and suggests what to change.",
            "Looks for posterior collapse, dead and duplicated latents, variances that collapse to zero, a "
                    + "likelihood that does not fit the data or their scale, and holes between aggregate posterior and "
                    + "prior. In a run folder, also looks for over-fitting, a loss that was still falling and a learning "
                    + "rate that is too high. For a table, also checks whether the rows resemble the training rows. Without "
                    + "--data, it uses the training rows that were held out."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo doctor runs/lines-1",
            "  ./elbo doctor runs/mnist-1 --data mnist --data-dir ~/mnist --json",
            "  ./elbo doctor runs/people-1 --data new-people.csv"
        })
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private ModelDataOptions data;

    @Mixin
    private TableReadingOptions reading;

    @Option(
            names = "--json",
            order = 13,
            description =
                    "Print a JSON list of finding, value, meaning, advice and flags; empty if there are no findings.")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() throws Exception {
        data.check(command);
        Optional<Path> run = model.run();
        List<EpochMetrics> epochs = run.map(RunFolder::epochs).orElse(List.of());
        List<Finding> findings = model.isTable() ? ofTable(run, epochs) : ofImages(epochs);
        if (json) {
            Say.json(findings.stream().map(Answer::of).toList());
            return 0;
        }
        for (Finding finding : findings) {
            System.out.println(finding.finding().replace('_', ' ') + ": " + Shown.message(finding.meaning()) + ".");
            System.out.println("    " + Shown.message(ChangeFlags.advice(finding)) + ".");
        }
        if (findings.isEmpty()) {
            System.out.println("No problems found"
                    + (epochs.isEmpty() ? "; a run folder would also show the training curves." : "."));
        }
        return 0;
    }

    /** A finding as JSON. */
    private record Answer(String finding, double value, String meaning, String advice, List<String> flags) {
        static Answer of(Finding finding) {
            return new Answer(
                    finding.finding(),
                    finding.value(),
                    finding.meaning(),
                    ChangeFlags.advice(finding),
                    ChangeFlags.of(finding.changes()));
        }
    }

    private List<Finding> ofImages(List<EpochMetrics> epochs) {
        reading.requireNone(command);
        Vae vae = model.load();
        return Doctor.examine(vae, data.examples(vae, command), epochs);
    }

    private List<Finding> ofTable(Optional<Path> run, List<EpochMetrics> epochs) {
        data.requireNoneOfImages(command);
        if (data.table() != null) {
            reading.check(data.table(), command);
            TableModel table = model.loadTable();
            return Doctor.examine(table, rows(table, reading.open(data.table(), table, command), data.most()), epochs);
        }
        RunData trainedOn = run.flatMap(RunFolder::data)
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        "--data is missing: the model's folder does not name the table that it was trained on"));
        reading.requireNone("--data", command);
        TableModel table = model.loadTable();
        int most = trainedOn.limit() == null ? Integer.MAX_VALUE : trainedOn.limit();
        TableRows rows = Doctor.rowsToExamine(
                table, rows(table, Tables.open(Path.of(trainedOn.data()), trainedOn.options()), most));
        int some = Math.min(rows.count(), data.most());
        return Doctor.examine(table, rows.select(IntStream.range(0, some).toArray()), epochs);
    }

    private static TableRows rows(TableModel table, TableSource source, int most) {
        TableRun.Table read = TableRun.Table.read(source, table.schema(), false, most);
        TableFiles.note(read.fit());
        return read.rows();
    }
}
