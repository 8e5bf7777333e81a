package io.elbo.cli;

import io.elbo.Decoder;
import io.elbo.Vae;
import io.elbo.data.Rows;
import io.elbo.plot.Pictures;
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
            "Generates images: the mean of p(x|z) for draws of z or, with --draw, a draw from p(x|z).",
            "A model trained with --condition label generates images of the given class. Without --label, it "
                    + "generates all classes in turn: a row of a .png contains class 0, 1, ...",
            "A plain autoencoder has no prior. Without --sampler, its codes are drawn from a standard normal, "
                    + "which its own codes need not resemble."
        },
        footer = {"", "Example:", "  ./elbo sample runs/lines-1 -n 100 --seed 7 -o samples.png"})
final class SampleCommand implements Callable<Integer> {
    /** The largest number of classes that are shown in columns. */
    private static final int MOST_COLUMNS = 20;
    /** The note about codes whose distribution the training did not set. */
    private static final String NO_PRIOR =
            "a plain autoencoder has no distribution of its codes; these codes are drawn "
                    + "from a standard normal, which its own codes need not resemble";

    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private SamplerOption sampler;

    @Option(names = "-n", paramLabel = "N", description = "Number of images. Default: ${DEFAULT-VALUE}")
    private int n = 64;

    @Mixin
    private LabelOption label;

    @Option(
            names = "--draw",
            description =
                    "Draw each image from p(x|z), including the noise of the likelihood. Default: the mean of p(x|z), "
                            + "without noise")
    private boolean draw;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the draws. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(names = "-o", paramLabel = "FILE", description = "Output file, .png or .npy. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("samples.png");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        if (n < 1 || n > 1_000_000) {
            throw new ParameterException(command.commandLine(), "-n " + n + ": must be 1 to 1000000");
        }
        OutputFile.check(out, command, OutputFile.PNG, OutputFile.NPY);
        Decoder decoder = model.loadDecoder();
        OutputFile.checkPicture(out, decoder.spec(), n, command);
        Rows condition = label.inTurn(decoder, n, command);
        float[][] images;
        if (sampler.given()) {
            Vae vae = model.load();
            images = images(decoder, sampler.of(vae).draw(n, seed), condition);
        } else {
            noteOfPrior(decoder);
            images = images(decoder, decoder.sampleLatents(n, seed), condition);
        }
        boolean columns = condition != null && !label.given() && condition.width() <= MOST_COLUMNS;
        if (columns) {
            OutputFile.write(out, images, decoder.spec(), shape -> Pictures.sheet(images, shape, condition.width()));
        } else {
            OutputFile.write(out, images, decoder.spec());
        }
        return 0;
    }

    private float[][] images(Decoder decoder, float[][] latents, Rows condition) {
        return draw ? decoder.draw(latents, condition, seed) : decoder.decode(latents, condition);
    }

    /** Prints a note if there is no prior to draw from. */
    static void noteOfPrior(Decoder decoder) {
        if (!decoder.spec().posterior().random()) {
            Say.note(NO_PRIOR);
        }
    }
}
