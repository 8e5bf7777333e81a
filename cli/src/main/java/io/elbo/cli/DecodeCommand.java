package io.elbo.cli;

import io.elbo.Decoder;
import io.elbo.data.DataException;
import io.elbo.data.number.NumberFile;
import io.elbo.data.number.NumberTable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo decode}. */
@Command(
        name = "decode",
        sortOptions = false,
        description = {
            "Decodes a table of latents: the mean of p(x|z) for each row.",
            "The table has a column for each latent. A table from 'encode' also works: its means are decoded."
        },
        footer = {"", "Example:", "  ./elbo decode runs/mnist-1 --latents latents.csv -o decoded.png"})
final class DecodeCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Option(
            names = "--latents",
            paramLabel = "FILE",
            required = true,
            description = "Table of latents: a .csv with a header line, or a .npy.")
    private Path latents;

    @Mixin
    private LabelOption label;

    @Option(names = "-o", paramLabel = "FILE", description = "Output file, .png or .npy. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("decoded.png");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        if (!OutputFile.is(latents, OutputFile.CSV) && !OutputFile.is(latents, OutputFile.NPY)) {
            throw new ParameterException(command.commandLine(), "--latents " + latents + ": must end in .csv or .npy");
        }
        OutputFile.check(out, command, OutputFile.PNG, OutputFile.NPY);
        Decoder decoder = model.loadDecoder();
        float[][] z = read(decoder.latent());
        OutputFile.checkPicture(out, decoder.spec(), z.length, command);
        OutputFile.write(out, decoder.decode(z, label.required(decoder, z.length, command)), decoder.spec());
        return 0;
    }

    private float[][] read(int wanted) {
        NumberTable table = NumberFile.read(latents);
        int columns = table.names().size();
        if (columns != wanted && columns != 2 * wanted) {
            throw new DataException(latents + ": has " + columns + (columns == 1 ? " column" : " columns")
                    + "; this model has " + wanted + (wanted == 1 ? " latent" : " latents") + ", so there must be "
                    + wanted + ", or " + 2 * wanted + " as written by 'encode'");
        }
        return Arrays.stream(table.values())
                .map(row -> Arrays.copyOf(row, wanted))
                .toArray(float[][]::new);
    }
}
