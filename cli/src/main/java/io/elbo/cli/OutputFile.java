package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.data.number.NumberFile;
import io.elbo.plot.Drawing;
import io.elbo.plot.Pictures;
import io.elbo.spec.VaeSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The file for results. All checks run before any work. */
final class OutputFile {
    static final String PNG = ".png";
    static final String NPY = ".npy";
    static final String CSV = ".csv";
    static final String JSON = ".json";

    /** The limit of a picture, which is held in memory. */
    private static final long MOST_PIXELS = 50_000_000;

    private static final int GAP = 2;

    private OutputFile() {}

    /** Returns whether the name has this ending, ignoring case. */
    static boolean is(Path file, String ending) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    /** Refuses a file that has another ending or cannot be written. */
    static void check(Path file, CommandSpec command, String... endings) {
        check(file, "-o", command, endings);
    }

    /** Does the same for another option than {@code -o}. */
    static void check(Path file, String option, CommandSpec command, String... endings) {
        if (Arrays.stream(endings).noneMatch(ending -> is(file, ending))) {
            throw new ParameterException(
                    command.commandLine(), option + " " + file + ": must end in " + String.join(" or ", endings));
        }
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new DataException(file + ": is a folder; " + option + " needs the name of a file");
        }
        if (!Files.isDirectory(folder)) {
            throw new DataException(file + ": cannot be written: there is no folder " + folder);
        }
        if (!Files.isWritable(folder)) {
            throw new DataException(file + ": cannot be written: the folder " + folder + " is not writable");
        }
    }

    /** Refuses a picture of rows that are not images, or of too many images. */
    static void checkPicture(Path file, Vae vae, long images, CommandSpec command) {
        checkPicture(file, vae.spec(), images, command);
    }

    /** Refuses a picture of rows that are not images, or of too many images. */
    static void checkPicture(Path file, VaeSpec spec, long images, CommandSpec command) {
        checkPicture(file, spec.data(), images, command);
    }

    /** @param data the shape of a row */
    static void checkPicture(Path file, List<Integer> data, long images, CommandSpec command) {
        if (!is(file, PNG)) {
            return;
        }
        ImageShape shape = image(data);
        long most = MOST_PIXELS / ((long) (shape.height() + GAP) * (shape.width() + GAP));
        if (images > most) {
            throw new ParameterException(
                    command.commandLine(),
                    "-o " + file + ": a picture holds at most " + most + " images of " + shape.width() + "x"
                            + shape.height() + ", not " + images + "; -o FILE.npy holds any number");
        }
    }

    private static ImageShape image(List<Integer> data) {
        if (data.size() != 3 || data.get(2) != 1 && data.get(2) != 3) {
            throw new DataException(
                    "the rows of this model are not images but " + data + " numbers; write them with -o FILE.npy");
        }
        return new ImageShape(data.get(0), data.get(1), data.get(2));
    }

    /** Writes rows of the model's features, as a picture in a near square. */
    static void write(Path file, float[][] rows, Vae vae) {
        write(file, rows, vae.spec());
    }

    /** Writes rows of the model's features, as a picture in a near square. */
    static void write(Path file, float[][] rows, VaeSpec spec) {
        int columns = (int) Math.ceil(Math.sqrt(rows.length));
        write(file, rows, spec, shape -> Pictures.sheet(rows, shape, columns));
    }

    /**
     * Writes rows of the model's features.
     *
     * @param picture draws them for a PNG
     */
    static void write(Path file, float[][] rows, Vae vae, Function<ImageShape, Drawing> picture) {
        write(file, rows, vae.spec(), picture);
    }

    /** Writes rows of the model's features. */
    static void write(Path file, float[][] rows, VaeSpec spec, Function<ImageShape, Drawing> picture) {
        write(file, rows, spec.data(), picture);
    }

    /** @param data the shape of a row */
    static void write(Path file, float[][] rows, List<Integer> data, Function<ImageShape, Drawing> picture) {
        save(file, rows, data, picture);
        System.out.println("Wrote " + file);
    }

    /** Writes rows of the model's features without a message. */
    static void save(Path file, float[][] rows, VaeSpec spec, Function<ImageShape, Drawing> picture) {
        save(file, rows, spec.data(), picture);
    }

    private static void save(Path file, float[][] rows, List<Integer> data, Function<ImageShape, Drawing> picture) {
        if (is(file, PNG)) {
            picture.apply(image(data)).write(file);
        } else {
            writeNumbers(file, rows, data);
        }
    }

    /** Writes rows of this shape as an array. */
    static void writeNumbers(Path file, float[][] rows, List<Integer> shape) {
        int features = rows[0].length;
        if ((long) rows.length * features > Integer.MAX_VALUE - 8) {
            throw new DataException(file + ": " + rows.length + " rows of " + features
                    + " numbers are too many for one file; write fewer");
        }
        float[] all = new float[rows.length * features];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, all, i * features, features);
        }
        int[] extents = new int[1 + shape.size()];
        extents[0] = rows.length;
        for (int i = 1; i < extents.length; i++) {
            extents[i] = shape.get(i - 1);
        }
        NumberFile.writeNpy(file, all, extents);
    }
}
