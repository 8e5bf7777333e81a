package io.elbo.cli;

import io.elbo.Pictures;
import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.NumberFile;
import io.elbo.data.NumberTable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code elbo decode}. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = "Writes the mean of p(x|z) for each row of latents. A file from 'encode' is used by its means.",
        footer = {"", "Example:   ./elbo decode runs/mnist-1 --latents latents.csv -o decoded.png"})
final class DecodeCommand implements Callable<Integer> {
    @Mixin
    private ModelOption model;

    @Option(names = "--latents", paramLabel = "FILE", required = true, description = "A .csv with a header, or a .npy.")
    private Path latents;

    @Option(names = "-o", paramLabel = "FILE", description = "A .png or .npy. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("decoded.png");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        OutputFile.check(out, command.commandLine());
        Numbers.check(latents, "--latents", command.commandLine());
        Vae vae = model.load();
        NumberTable table = NumberFile.read(latents);
        int wanted = vae.spec().latent();
        int columns = table.names().size();
        if (columns != wanted && columns != 2 * wanted) {
            throw new DataException(latents + ": has " + columns + " columns; this model has " + wanted
                    + " latents, so there must be " + wanted + ", or " + 2 * wanted + " as 'encode' writes them");
        }
        float[][] z = Arrays.stream(table.values())
                .map(row -> Arrays.copyOf(row, wanted))
                .toArray(float[][]::new);
        float[][] rows = vae.decode(z);
        OutputFile.write(out, rows, vae, shape -> Pictures.sheet(rows, shape, (int) Math.ceil(Math.sqrt(rows.length))));
        return 0;
    }
}
