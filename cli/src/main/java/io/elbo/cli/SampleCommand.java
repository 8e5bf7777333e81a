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
            "Generates images: draws z, and shows the mean of p(x|z) or, with --draw, a draw of it.",
            "A model trained with --condition label makes images of the class given or, without --label, of all classes in "
                    + "turn: class 0, 1, ... in a line of a .png.",
            "A plain autoencoder has no prior; its codes are then drawn from a standard normal, to see what comes of it, "
                    + "unless --sampler says better."
        },
        footer = {"", "Example:", "  ./elbo sample runs/lines-1 -n 100 --seed 7 -o samples.png"})
final class SampleCommand implements Callable<Integer> {
    /** So many classes have a column each. */
    private static final int MOST_COLUMNS = 20;
    /** Said where codes are drawn that nothing in the training asked to be like that. */
    private static final String NO_PRIOR = "a plain autoencoder has no distribution of its codes; what follows are "
            + "decoded codes of a standard normal, which its own need not be like";

    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private SamplerOption sampler;

    @Option(names = "-n", paramLabel = "N", description = "How many. Default: ${DEFAULT-VALUE}")
    private int n = 64;

    @Mixin
    private LabelOption label;

    @Option(
            names = "--draw",
            description =
                    "Draw each image from p(x|z), with the noise that the likelihood has. Default: its mean, which has none")
    private boolean draw;

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

    /** Says so where there is no prior to draw from. */
    static void noteOfPrior(Decoder decoder) {
        if (!decoder.spec().posterior().random()) {
            Say.note(NO_PRIOR);
        }
    }
}
