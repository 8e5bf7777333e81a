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

/** {@code elbo sample}. */
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        description = "Generates rows: the mean of p(x|z) for draws of z from the prior.",
        footer = {"", "Example:   ./elbo sample runs/lines-1 -n 100 --seed 7 -o samples.png"})
final class SampleCommand implements Callable<Integer> {
    @Mixin
    private ModelOption model;

    @Option(names = "-n", paramLabel = "N", description = "How many. Default: ${DEFAULT-VALUE}")
    private int n = 64;

    @Option(names = "--seed", paramLabel = "S", description = "Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(names = "-o", paramLabel = "FILE", description = "A .png or .npy. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("samples.png");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        OutputFile.check(out, command.commandLine());
        if (n < 1 || n > 1_000_000) {
            throw new ParameterException(command.commandLine(), "-n " + n + ": must be 1 to 1000000");
        }
        Vae vae = model.load();
        float[][] samples = vae.sample(n, seed);
        OutputFile.write(
                out, samples, vae, shape -> Pictures.sheet(samples, shape, (int) Math.ceil(Math.sqrt(samples.length))));
        return 0;
    }
}
