package io.elbo.cli;

import io.elbo.data.DataException;
import io.elbo.data.ImageSize;
import io.elbo.data.ImageSource;
import io.elbo.data.Images;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Which data, of what size, how much of it. */
final class DataOptions {
    @Option(
            names = "--data",
            paramLabel = "NAME|PATH",
            description = "lines (built in), mnist, fashion-mnist, an IDX file, or a folder of IDX files, PNG or JPEG "
                    + "pictures. Default: ${DEFAULT-VALUE}")
    private String data = "lines";

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where the files of mnist and fashion-mnist are.")
    private Path dataDir;

    @Option(names = "--resize", paramLabel = "WxH", description = "Resize images, for example 28x28.")
    private String resize;

    @Option(names = "--limit", paramLabel = "ROWS", description = "Use the first ROWS rows only.")
    private Integer limit;

    /** Which part of a data set. */
    enum Split {
        test,
        train
    }

    ImageSource source(CommandLine command) {
        if (limit != null && limit < 1) {
            throw new CommandLine.ParameterException(command, "--limit " + limit + ": must be at least 1");
        }
        Optional<ImageSize> size = Optional.empty();
        if (resize != null) {
            try {
                size = Optional.of(ImageSize.parse(resize));
            } catch (IllegalArgumentException | DataException e) {
                throw new CommandLine.ParameterException(command, "--resize: " + e.getMessage());
            }
        }
        return ImageSource.of(data, Optional.ofNullable(dataDir), size, DataOptions::downloaded);
    }

    Images train(CommandLine command) {
        return limited(source(command).train());
    }

    /** A split; without a wish the test rows if there are any. */
    Images split(CommandLine command, Split split) {
        ImageSource source = source(command);
        boolean test = split == Split.test || split == null && source.hasTest();
        return limited(test ? source.test() : source.train());
    }

    private Images limited(Images images) {
        return limit == null || limit >= images.count() ? images : images.limit(limit);
    }

    private static void downloaded(String file, long bytes, long total) {
        if (Terminal.interactive()) {
            System.err.printf(Locale.ROOT, "\r%s: %.1f of %.1f MB", file, bytes / 1e6, total / 1e6);
            if (bytes == total) {
                System.err.println();
            }
        } else if (bytes == total) {
            System.err.printf(Locale.ROOT, "%s: %.1f MB%n", file, total / 1e6);
        }
    }
}
