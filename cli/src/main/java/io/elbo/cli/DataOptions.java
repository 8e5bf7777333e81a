package io.elbo.cli;

import io.elbo.RunData;
import io.elbo.data.DataException;
import io.elbo.data.ImageSize;
import io.elbo.data.ImageSource;
import io.elbo.data.Images;
import io.elbo.data.table.CsvOptions;
import io.elbo.latent.UnseenViews;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where data are, of what size, how much of them. */
abstract class DataOptions {
    static final String WHAT =
            "lines or lines-colour (built in), mnist, fashion-mnist, an IDX file, or a folder of IDX files or of PNG or JPEG pictures.";

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            order = 1,
            description = "Where the files of mnist and fashion-mnist are. Default: the cache, to which they are "
                    + "downloaded")
    private Path dataDir;

    @Option(
            names = "--resize",
            paramLabel = "WxH",
            order = 3,
            description = "Bring the images to this size, for example 28x28.")
    private String resize;

    @Option(names = "--limit", paramLabel = "ROWS", order = 4, description = "Use the first ROWS rows. Default: all")
    private Integer limit;

    /** Refuses values that cannot be, before anything is read. */
    void check(CommandSpec command) {
        if (limit != null && limit < 1) {
            throw new ParameterException(command.commandLine(), "--limit " + limit + ": must be at least 1");
        }
        size(command);
    }

    private Optional<ImageSize> size(CommandSpec command) {
        try {
            return Optional.ofNullable(resize).map(ImageSize::parse);
        } catch (DataException e) {
            throw new ParameterException(command.commandLine(), "--resize: " + e.getMessage(), e);
        }
    }

    ImageSource source(String data, CommandSpec command) {
        return source(data, size(command));
    }

    ImageSource source(String data, Optional<ImageSize> size) {
        if (TableFiles.isTable(data)) {
            throw new DataException(data + ": is a table; images are needed: " + WHAT);
        }
        return ImageSource.of(data, Optional.ofNullable(dataDir), size, DataOptions::downloaded);
    }

    /** Whether the user said how many rows. */
    boolean isLimited() {
        return limit != null;
    }

    /** Rows at most. */
    int most() {
        return limit == null ? Integer.MAX_VALUE : limit;
    }

    Images limited(Images images) {
        return limit == null ? images : images.limit(limit);
    }

    /** Images. */
    RunData given(String data, UnseenViews leftOut, PairsOptions pairs) {
        return new RunData(
                absolute(data),
                false,
                dataDir == null ? null : dataDir.toAbsolutePath().normalize().toString(),
                resize,
                limit,
                leftOut,
                pairs.name() == null ? null : absolute(pairs.name()),
                pairs.size(),
                null);
    }

    RunData givenTable(String data, CsvOptions options) {
        return RunData.table(absolute(data), limit, options);
    }

    private static String absolute(String nameOrPath) {
        return ImageSource.names().contains(nameOrPath)
                ? nameOrPath
                : Path.of(nameOrPath).toAbsolutePath().normalize().toString();
    }

    /** These options as they would be typed, but for the data themselves. */
    String typed() {
        return (dataDir == null ? "" : " --data-dir " + Shell.quoted(dataDir.toString()))
                + (resize == null ? "" : " --resize " + Shell.quoted(resize))
                + (limit == null ? "" : " --limit " + limit);
    }

    static void downloaded(String file, long bytes, long total) {
        if (Terminal.Stream.ERR.interactive()) {
            System.err.printf(Locale.ROOT, "\r%s: %.1f of %.1f MB", file, bytes / 1e6, total / 1e6);
            if (bytes == total) {
                System.err.println();
            }
        } else if (bytes == total) {
            System.err.printf(Locale.ROOT, "%s: %.1f MB%n", file, total / 1e6);
        }
    }
}
