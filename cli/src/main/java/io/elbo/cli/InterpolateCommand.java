package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.image.Images;
import io.elbo.image.latent.Interpolation;
import io.elbo.plot.Pictures;
import io.elbo.rows.Examples;
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
        sortOptions = false,
        description = {
            "Interpolates between two images in the latent space.",
            "Decodes steps on the straight line, or with --spherical on the arc, between the means of q(z|x) of "
                    + "two images. A condition is interpolated as well."
        },
        footer = {"", "Example:", "  ./elbo interpolate runs/lines-1 --data lines --from 3 --to 14"})
final class InterpolateCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private ModelDataOptions data;

    @Option(
            names = "--from",
            paramLabel = "I",
            order = 10,
            required = true,
            description = "Row of the first image, counted from 0.")
    private int from;

    @Option(
            names = "--to",
            paramLabel = "J",
            order = 11,
            required = true,
            description = "Row of the last image, counted from 0.")
    private int to;

    @Option(
            names = "--steps",
            paramLabel = "N",
            order = 12,
            description = "Number of images, including both ends. Default: ${DEFAULT-VALUE}")
    private int steps = 10;

    @Option(
            names = "--spherical",
            order = 13,
            description =
                    "Interpolate on the arc around the origin. The straight line passes closer to the origin than draws "
                            + "from the prior are.")
    private boolean spherical;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            order = 14,
            description = "Output file, .png or .npy. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("interpolation.png");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        data.check(command);
        if (steps < 2 || steps > 1000) {
            throw wrong("--steps " + steps + ": must be 2 to 1000");
        }
        OutputFile.check(out, command, OutputFile.PNG, OutputFile.NPY);
        Vae vae = model.load();
        Images images = data.images(vae, command);
        checkRow("--from", from, images);
        checkRow("--to", to, images);
        OutputFile.checkPicture(out, vae, steps, command);
        Examples ends = vae.examples(images.select(new int[] {from, to}));
        float[][] means = vae.encode(ends).mean();
        float[][] rows = spherical
                ? vae.decode(
                        Interpolation.spherical(means[0], means[1], steps),
                        Interpolation.conditions(ends.condition(), steps))
                : vae.interpolate(means[0], means[1], ends.condition(), steps);
        OutputFile.write(out, rows, vae, shape -> Pictures.sheet(rows, shape, steps));
        return 0;
    }

    private void checkRow(String flag, int row, Images images) {
        if (row < 0 || row >= images.count()) {
            throw wrong(flag + " " + row + ": " + images.name() + " has rows 0 to " + (images.count() - 1));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
