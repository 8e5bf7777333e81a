package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.number.NumberFile;
import io.elbo.data.number.NumberTable;
import io.elbo.data.table.CsvFormat;
import io.elbo.evaluation.Encoding;
import io.elbo.formats.StoredType;
import io.elbo.formats.TableLayout;
import io.elbo.table.TableModel;
import io.elbo.table.TableUse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo encode}. */
@Command(
        name = "encode",
        sortOptions = false,
        description = {
            "Writes the latents q(z|x) of images, or of the rows of a table, as a table.",
            "Each image is a row: mean_0, mean_1, ... and log_variance_0, log_variance_1, ... (natural "
                    + "logarithms). For tables, and for a plain autoencoder, whose codes are points, only the means are "
                    + "written."
        },
        footer = {"", "Example:", "  ./elbo encode runs/mnist-1 --data mnist --data-dir ~/mnist -o latents.csv"})
final class EncodeCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private ModelDataOptions data;

    @Mixin
    private TableReadingOptions reading;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            order = 10,
            required = true,
            description = "Output file, .csv or .npy; for tables also tsv, parquet, jsonl or json.")
    private Path out;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        data.check(command);
        if (model.isTable()) {
            encodeTable();
            return 0;
        }
        reading.requireNone(command);
        OutputFile.check(out, command, OutputFile.CSV, OutputFile.NPY);
        Vae vae = model.load();
        NumberFile.write(
                out, table(vae.encode(data.examples(vae, command)), vae.spec().latent()));
        System.out.println("Wrote " + out);
        return 0;
    }

    private void encodeTable() {
        data.requireNoneOfImages(command);
        if (!OutputFile.is(out, OutputFile.NPY)) {
            TableFiles.check(out, command);
        }
        if (data.table() == null) {
            throw new ParameterException(
                    command.commandLine(), "--data is missing: must be a table, or - for standard input");
        }
        reading.check(data.table(), command);
        TableModel table = model.loadTable();
        List<String> names = IntStream.range(0, table.vae().spec().latent())
                .mapToObj(j -> "mean_" + j)
                .toList();
        if (OutputFile.is(out, OutputFile.NPY)) {
            List<float[]> means = new ArrayList<>();
            encode(table, (line, mean) -> means.add(mean));
            NumberFile.write(out, new NumberTable(names, means.toArray(new float[0][])));
        } else {
            TableFiles.write(
                    out,
                    TableFiles.format(out, CsvFormat.STANDARD),
                    TableLayout.of(names, StoredType.SINGLE),
                    sink -> encode(table, (line, mean) -> sink.row(line, text(mean))));
        }
        System.out.println("Wrote " + out);
    }

    private void encode(TableModel table, TableUse.Latents sink) {
        TableFiles.note(TableUse.encode(table, reading.open(data.table(), table, command), false, data.most(), sink));
    }

    private static String[] text(float[] mean) {
        String[] cells = new String[mean.length];
        for (int j = 0; j < cells.length; j++) {
            cells[j] = Float.toString(mean[j]);
        }
        return cells;
    }

    private static NumberTable table(Encoding q, int latent) {
        List<String> names = new ArrayList<>();
        int variances = q.logVariance(0).length;
        for (String name : variances == 0 ? List.of("mean_") : List.of("mean_", "log_variance_")) {
            for (int j = 0; j < latent; j++) {
                names.add(name + j);
            }
        }
        float[][] values = new float[q.rows()][latent + variances];
        for (int i = 0; i < values.length; i++) {
            System.arraycopy(q.mean(i), 0, values[i], 0, latent);
            System.arraycopy(q.logVariance(i), 0, values[i], latent, variances);
        }
        return new NumberTable(names, values);
    }
}
