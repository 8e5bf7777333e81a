package io.elbo.cli;

import io.elbo.Pictures;
import io.elbo.Vae;
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
        mixinStandardHelpOptions = true,
        description = "Decodes a grid over a 2-D latent; each cell has the same probability under the prior.",
        footer = {"", "Example:   ./elbo grid runs/mnist-2d --side 30 -o grid.png"})
final class GridCommand implements Callable<Integer> {
    @Mixin
    private ModelOption model;

    @Option(names = "--side", paramLabel = "N", description = "Cells on each side. Default: ${DEFAULT-VALUE}")
    private int side = 20;

    @Option(names = "-o", paramLabel = "FILE", description = "A .png or .npy. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("latent-grid.png");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        OutputFile.check(out, command.commandLine());
        if (side < 1 || side > 200) {
            throw new ParameterException(command.commandLine(), "--side " + side + ": must be 1 to 200");
        }
        Vae vae = model.load();
        float[][] rows = vae.grid(side);
        OutputFile.write(out, rows, vae, shape -> Pictures.sheet(rows, shape, side));
        return 0;
    }
}
