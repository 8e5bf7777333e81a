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

/** {@code elbo reconstruct}. */
@Command(
        name = "reconstruct",
        mixinStandardHelpOptions = true,
        description = "Encodes rows and decodes the mean of q(z|x). A .png shows originals above reconstructions.",
        footer = {"", "Example:   ./elbo reconstruct runs/mnist-1 --data mnist --data-dir ~/mnist --limit 40"})
final class ReconstructCommand implements Callable<Integer> {
    private static final int PAIRS = 10;
    private static final int MOST_IN_A_PICTURE = 200;

    @Mixin
    private ModelOption model;

    @Mixin
    private DataOptions data;

    @Option(names = "--split", description = "${COMPLETION-CANDIDATES}. Default: test, if there is one")
    private DataOptions.Split split;

    @Option(names = "-o", paramLabel = "FILE", description = "A .png or .npy. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("reconstructions.png");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        OutputFile.check(out, command.commandLine());
        Vae vae = model.load();
        Images images = data.split(command.commandLine(), split);
        boolean picture = !out.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".npy");
        Images shown = picture ? images.limit(Math.min(images.count(), MOST_IN_A_PICTURE)) : images;
        if (shown.count() < images.count()) {
            System.err.println("elbo: the picture shows the first " + MOST_IN_A_PICTURE + " of " + images.count()
                    + " rows; -o FILE.npy writes all");
        }
        float[][] reconstructions = vae.reconstruct(shown);
        OutputFile.write(
                out, reconstructions, vae, shape -> Pictures.pairs(shown.toArray(), reconstructions, shape, PAIRS));
        return 0;
    }
}
