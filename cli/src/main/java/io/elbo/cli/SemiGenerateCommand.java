package io.elbo.cli;

import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.data.image.Images;
import io.elbo.plot.Drawing;
import io.elbo.plot.Pictures;
import io.elbo.semi.ClassConditional;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo semi generate}. */
@Command(
        name = "generate",
        sortOptions = false,
        description = {
            "Generates images of every class in the same style.",
            "Each row of the picture is a style z, each column a class y. The styles are those of images, which "
                    + "are shown in the first column, or with --prior random draws. Requires a model of method m2 or m1m2. "
                    + "A .npy holds the generated images: the first style in all classes, then the second."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo semi generate runs/mnist-m2-1 --data mnist",
            "  ./elbo semi generate runs/mnist-m2-1 --prior -n 5 -o drawn.png"
        })
final class SemiGenerateCommand implements Callable<Integer> {
    private static final int MOST = 100_000;

    @Mixin
    private HelpOption help;

    @Mixin
    private ClassifierOption model;

    @Mixin
    private ModelDataOptions data;

    @Option(names = "--prior", order = 10, description = "Draw styles from the prior and read no data.")
    private boolean prior;

    @Option(names = "-n", paramLabel = "N", order = 11, description = "Number of styles. Default: ${DEFAULT-VALUE}")
    private int styles = 10;

    @Option(names = "--seed", paramLabel = "S", order = 12, description = "Seed of --prior. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            order = 13,
            description = "Output file, .png or .npy. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("classes.png");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        data.check(command);
        if (styles < 1 || styles > MOST) {
            throw new ParameterException(command.commandLine(), "-n " + styles + ": must be 1 to " + MOST);
        }
        OutputFile.check(out, command, OutputFile.PNG, OutputFile.NPY);
        if (!(model.load() instanceof ClassConditional generator)) {
            throw new DataException("this classifier of method m1 cannot generate images; m2 and m1m2 can");
        }
        OutputFile.checkPicture(out, generator.data(), (long) styles * (generator.classes() + 1), command);
        if (prior) {
            float[][] rows = generator.everyClass(generator.sampleStyles(styles, seed));
            OutputFile.write(out, rows, generator.data(), shape -> Pictures.sheet(rows, shape, generator.classes()));
        } else {
            Images images = data.imagesLike(generator.provenance(), command).limit(styles);
            float[][] rows = generator.analogies(images);
            OutputFile.write(out, rows, generator.data(), shape -> beside(images, rows, shape));
        }
        return 0;
    }

    /** Draws images, each followed by its style in every class. */
    static Drawing analogies(ClassConditional generator, Images images, ImageShape shape) {
        return beside(images, generator.analogies(images), shape);
    }

    private static Drawing beside(Images images, float[][] rows, ImageShape shape) {
        int classes = rows.length / images.count();
        float[][] all = new float[images.count() * (classes + 1)][];
        float[][] originals = images.toArray();
        for (int i = 0; i < originals.length; i++) {
            all[i * (classes + 1)] = originals[i];
            System.arraycopy(rows, i * classes, all, i * (classes + 1) + 1, classes);
        }
        return Pictures.sheet(all, shape, classes + 1);
    }
}
