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
        description = {
            "Generates images: the mean of p(x|z) for draws of z.",
            "A plain autoencoder has no prior; its codes are then drawn from a standard normal, to see what comes of it, "
                    + "unless --sampler says better."
        },
        footer = {"", "Example:", "  ./elbo sample runs/lines-1 -n 100 --seed 7 -o samples.png"})
final class SampleCommand implements Callable<Integer> {
    /** Said where codes are drawn that nothing in the training asked to be like that. */
    static final String NO_PRIOR = "elbo: note: a plain autoencoder has no distribution of its codes; what follows are "
            + "decoded codes of a standard normal, which its own need not be like";

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
        if (!vae.spec().posterior().random() && !sampler.given()) {
            System.err.println(NO_PRIOR);
        }
        OutputFile.write(out, vae.decode(sampler.of(vae).draw(n, seed)), vae);
        return 0;
    }
}
