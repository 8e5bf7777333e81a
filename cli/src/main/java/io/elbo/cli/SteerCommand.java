package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.image.Images;
import io.elbo.image.latent.Direction;
import io.elbo.plot.Pictures;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** {@code elbo steer}. */
@Command(
        name = "steer",
        sortOptions = false,
        description = {
            "Changes an attribute of images along a direction.",
            "Each row of the picture is an image, decoded at z + strength * direction. Strength 0 is its "
                    + "reconstruction. Strength 1 is the distance from images without the attribute to images with it, or "
                    + "one standard deviation of a factor."
        },
        footer = {"", "Example:", "  ./elbo steer runs/mnist-1 --rows 2,5,14 --direction to-7.json"})
final class SteerCommand implements Callable<Integer> {
    private static final int MOST_STEPS = 1000;

    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private ModelDataOptions data;

    @Option(
            names = {"--rows", "--row"},
            paramLabel = "I,J,...",
            order = 10,
            required = true,
            description = "Images, counted from 0.")
    private String rows;

    @Option(
            names = "--direction",
            paramLabel = "FILE",
            order = 11,
            required = true,
            description = "Direction file, a .json from 'direction'.")
    private Path file;

    @Option(
            names = "--strengths",
            paramLabel = "LOW..HIGH|A,B,...",
            order = 12,
            description = "Strengths: an interval or a list. Default: ${DEFAULT-VALUE}")
    private String strengths = "-3..3";

    @Option(
            names = "--steps",
            paramLabel = "N",
            order = 13,
            description = "Number of images from LOW to HIGH. Default: 7")
    private Integer steps;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            order = 14,
            description = "Output file, .png or .npy. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("steered.png");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        data.check(command);
        double[] far = strengths();
        int[] chosen = RowNumbers.parse("--rows", rows, command);
        OutputFile.check(out, command, OutputFile.PNG, OutputFile.NPY);
        Vae vae = model.load();
        Direction direction = Direction.load(file);
        direction.requireFits(vae);
        Images images = data.images(vae, command);
        RowNumbers.check("--rows", chosen, images, command);
        OutputFile.checkPicture(out, vae, (long) chosen.length * far.length, command);
        Encoded encoded = Encoded.of(vae, images.select(chosen));
        float[][] made = new float[chosen.length * far.length][];
        for (int i = 0; i < chosen.length; i++) {
            float[][] moved = encoded.decode(direction.along(encoded.mean(i), far), i);
            System.arraycopy(moved, 0, made, i * far.length, far.length);
        }
        OutputFile.write(out, made, vae, shape -> Pictures.sheet(made, shape, far.length));
        return 0;
    }

    private double[] strengths() {
        String[] ends = strengths.split("\\.\\.", -1);
        try {
            if (ends.length != 2) {
                if (steps != null) {
                    throw wrong("--steps requires --strengths LOW..HIGH");
                }
                return Arrays.stream(strengths.split(",", -1))
                        .mapToDouble(NumberTypes::toDouble)
                        .toArray();
            }
            int n = steps == null ? 7 : steps;
            if (n < 2 || n > MOST_STEPS) {
                throw wrong("--steps " + n + ": must be 2 to " + MOST_STEPS);
            }
            double low = NumberTypes.toDouble(ends[0]);
            double high = NumberTypes.toDouble(ends[1]);
            double[] far = new double[n];
            Arrays.setAll(far, i -> low + (high - low) * i / (n - 1));
            return far;
        } catch (TypeConversionException e) {
            throw wrong("--strengths " + strengths + ": " + e.getMessage()
                    + "; must be LOW..HIGH or numbers separated by commas");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
