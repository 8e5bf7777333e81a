package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.image.Images;
import io.elbo.plot.Pictures;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code elbo reconstruct}. */
@Command(
        name = "reconstruct",
        sortOptions = false,
        description = {
            "Shows images next to their reconstructions.",
            "Encodes images and decodes the mean of q(z|x). A .png shows the first 200 images, with the originals "
                    + "above their reconstructions. A .npy holds all reconstructions."
        },
        footer = {"", "Example:", "  ./elbo reconstruct runs/mnist-1 --data mnist --data-dir ~/mnist --limit 40"})
final class ReconstructCommand implements Callable<Integer> {
    private static final int PAIRS = 10;
    private static final int MOST_IN_A_PICTURE = 200;

    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private ModelDataOptions data;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            order = 10,
            description = "Output file, .png or .npy. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("reconstructions.png");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        data.check(command);
        OutputFile.check(out, command, OutputFile.PNG, OutputFile.NPY);
        Vae vae = model.load();
        Images images = data.images(vae, command);
        Images shown = OutputFile.is(out, OutputFile.PNG) ? images.limit(MOST_IN_A_PICTURE) : images;
        OutputFile.checkPicture(out, vae, 2L * shown.count(), command);
        float[][] reconstructions = vae.reconstruct(vae.examples(shown));
        OutputFile.write(
                out,
                reconstructions,
                vae,
                shape -> Pictures.pairs(
                        Pictures.enlarged(shown.toArray(), shown.shape(), shape), reconstructions, shape, PAIRS));
        return 0;
    }
}
