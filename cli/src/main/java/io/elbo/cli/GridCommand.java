package io.elbo.cli;

import io.elbo.Decoder;
import io.elbo.plot.Pictures;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo grid}. */
@Command(
        name = "grid",
        sortOptions = false,
        description = {
            "Draws a map of a two-dimensional latent space.",
            "Decodes a square grid of latents, spaced so that each cell has the same probability under the prior. "
                    + "For a model trained with --condition label, draws class 0 unless --label is given."
        },
        footer = {"", "Example:", "  ./elbo grid runs/mnist-2d --side 30 -o grid.png"})
final class GridCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Option(names = "--side", paramLabel = "N", description = "Cells per side. Default: ${DEFAULT-VALUE}")
    private int side = 20;

    @Mixin
    private LabelOption label;

    @Option(names = "-o", paramLabel = "FILE", description = "Output file, .png or .npy. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("latent-grid.png");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        if (side < 1 || side > 200) {
            throw new ParameterException(command.commandLine(), "--side " + side + ": must be 1 to 200");
        }
        OutputFile.check(out, command, OutputFile.PNG, OutputFile.NPY);
        Decoder decoder = model.loadDecoder();
        OutputFile.checkPicture(out, decoder.spec(), (long) side * side, command);
        SampleCommand.noteOfPrior(decoder);
        float[][] rows = decoder.grid(side, label.first(decoder, command));
        OutputFile.write(out, rows, decoder.spec(), shape -> Pictures.sheet(rows, shape, side));
        return 0;
    }
}
