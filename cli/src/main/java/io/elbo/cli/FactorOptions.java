package io.elbo.cli;

import io.elbo.data.DataException;
import io.elbo.data.image.Images;
import io.elbo.data.number.NumberFile;
import io.elbo.data.number.NumberTable;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What is known of the images beside their pixels. */
final class FactorOptions {
    @Option(
            names = "--factors",
            paramLabel = "FILE",
            order = 8,
            description = "A .csv or .npy with a column for each factor and a line for each image of the data (before "
                    + "--limit). Default: the factors that the data bring, as lines do")
    private Path file;

    /** Images with these factors. */
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

    /** The factors of images, which need some. */
    static float[][] of(Images images) {
        return images.factors()
                .orElseThrow(() -> new DataException(
                        images.name() + ": no factors are known; --factors FILE gives them, or --data lines"));
    }
}
