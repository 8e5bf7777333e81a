package io.elbo.cli;

import io.elbo.data.DataException;
import io.elbo.data.image.Images;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Labelled data to train and to test on. */
final class SemiDataOptions extends DataOptions {
    @Option(
            names = "--data",
            paramLabel = "NAME|PATH",
            order = 0,
            required = true,
            description = "Images with labels: mnist, fashion-mnist, a folder of IDX files, or a folder of pictures in "
                    + "a sub-folder for each class.")
    private String data;

    Images images(CommandSpec command) {
        Images images = limited(source(data, command).train());
        if (images.labels().isEmpty()) {
            throw new DataException(images.name() + ": has no labels, of which some are needed");
        }
        return images;
    }

    /** What to test on, if there is such a set. */
    Optional<Images> test(CommandSpec command) {
        return source(data, command).hasTest()
                ? Optional.of(source(data, command).test())
                        .filter(t -> t.labels().isPresent())
                : Optional.empty();
    }
}
