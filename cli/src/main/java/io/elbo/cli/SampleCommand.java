package io.elbo.cli;

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
        sortOptions = false,
        description = "Generates images: the mean of p(x|z) for draws of z.",
        footer = {"", "Example:", "  ./elbo sample runs/lines-1 -n 100 --seed 7 -o samples.png"})
final class SampleCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private SamplerOption sampler;

    @Option(names = "-n", paramLabel = "N", description = "How many. Default: ${DEFAULT-VALUE}")
    private int n = 64;

    @Option(names = "--seed", paramLabel = "S", description = "Of the draws. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(names = "-o", paramLabel = "FILE", description = "A .png or .npy. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("samples.png");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        if (n < 1 || n > 1_000_000) {
            throw new ParameterException(command.commandLine(), "-n " + n + ": must be 1 to 1000000");
        }
        OutputFile.check(out, command, OutputFile.PNG, OutputFile.NPY);
        Vae vae = model.load();
        OutputFile.checkPicture(out, vae, n, command);
        OutputFile.write(out, vae.decode(sampler.of(vae).draw(n, seed)), vae);
        return 0;
    }
}
