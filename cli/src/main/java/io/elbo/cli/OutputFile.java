package io.elbo.cli;

import io.elbo.Pictures;
import io.elbo.Vae;
import io.elbo.data.ImageShape;
import io.elbo.data.NumberFile;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Where rows that a model made go: a picture, or numbers. */
final class OutputFile {
    private OutputFile() {}

    /** Refuses a name of which nothing can be made, before any work. */
    static void check(Path file, CommandLine command) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.endsWith(".png") && !name.endsWith(".npy")) {
            throw new ParameterException(command, "-o " + file + ": must end in .png or .npy");
        }
    }

    /**
     * Writes rows.
     *
     * @param picture makes the PNG of them
     */
    static void write(Path file, float[][] rows, Vae vae, Function<ImageShape, BufferedImage> picture) {
        if (String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".png")) {
            Pictures.write(picture.apply(ModelOption.image(vae)), file);
        } else {
            int features = vae.spec().features();
            float[] all = new float[rows.length * features];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(rows[i], 0, all, i * features, features);
            }
            int[] shape = new int[1 + vae.spec().data().size()];
            shape[0] = rows.length;
            for (int i = 1; i < shape.length; i++) {
                shape[i] = vae.spec().data().get(i - 1);
            }
            NumberFile.writeNpy(file, all, shape);
        }
        System.out.println("Wrote " + file);
    }
}
