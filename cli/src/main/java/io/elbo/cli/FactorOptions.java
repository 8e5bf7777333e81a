package io.elbo.cli;

import io.elbo.data.DataException;
import io.elbo.data.image.Images;
import io.elbo.data.number.NumberFile;
import io.elbo.data.number.NumberTable;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The ground-truth factors of the images. */
final class FactorOptions {
    @Option(
            names = "--factors",
            paramLabel = "FILE",
            order = 8,
            description =
                    "A .csv or .npy with a column for each factor and a row for each image of the data (before --limit). "
                            + "Default: the factors that come with the data, as for lines")
    private Path file;

    /** Returns the images with the factors of the file, if one is given. */
    Images on(Images images) {
        if (file == null) {
            return images;
        }
        NumberTable table = NumberFile.read(file);
        if (table.values().length != images.count()) {
            throw new DataException(file + ": has " + table.values().length + " lines of factors; " + images.name()
                    + " has " + images.count() + " images");
        }
        return images.withFactors(table.names(), table.values());
    }

    /**
     * Returns the factors of images.
     *
     * @throws DataException if they have none
     */
    static float[][] of(Images images) {
        return images.factors()
                .orElseThrow(() -> new DataException(
                        images.name() + ": has no factors; give them with --factors FILE, or use --data lines"));
    }
}
