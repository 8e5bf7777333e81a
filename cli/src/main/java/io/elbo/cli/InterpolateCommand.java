package io.elbo.cli;

import io.elbo.Pictures;
import io.elbo.Vae;
import io.elbo.data.Images;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo interpolate}. */
@Command(
        name = "interpolate",
        mixinStandardHelpOptions = true,
        description = "Decodes the straight line between the latents of two rows.",
        footer = {"", "Example:   ./elbo interpolate runs/lines-1 --data lines --from 3 --to 14"})
final class InterpolateCommand implements Callable<Integer> {
    @Mixin
    private ModelOption model;

    @Mixin
    private DataOptions data;

    @Option(names = "--split", description = "${COMPLETION-CANDIDATES}. Default: test, if there is one")
    private DataOptions.Split split;

    @Option(names = "--from", paramLabel = "I", required = true, description = "A row, from 0.")
    private int from;

    @Option(names = "--to", paramLabel = "J", required = true, description = "A row, from 0.")
    private int to;

    @Option(names = "--steps", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
    private int steps = 10;

    @Option(names = "-o", paramLabel = "FILE", description = "A .png or .npy. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("interpolation.png");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        OutputFile.check(out, command.commandLine());
        if (steps < 2 || steps > 1000) {
            throw new ParameterException(command.commandLine(), "--steps " + steps + ": must be 2 to 1000");
        }
        Vae vae = model.load();
        Images images = data.split(command.commandLine(), split);
        for (int row : new int[] {from, to}) {
            if (row < 0 || row >= images.count()) {
                throw new ParameterException(
                        command.commandLine(), "row " + row + ": the data has rows 0 to " + (images.count() - 1));
            }
        }
        float[][] means = vae.encode(images.select(new int[] {from, to})).mean();
        float[][] rows = vae.interpolate(means[0], means[1], steps);
        OutputFile.write(out, rows, vae, shape -> Pictures.sheet(rows, shape, steps));
        return 0;
    }
}
