package io.elbo.cli;

import io.elbo.data.DataException;
import io.elbo.data.ImageSize;
import io.elbo.data.image.ImageSource;
import io.elbo.data.image.Images;
import io.elbo.data.image.LeftOut;
import io.elbo.data.table.CsvOptions;
import io.elbo.run.RunData;
import io.elbo.spec.PictureSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The location, size and number of the data. */
abstract class DataOptions {
    /** The flags that control how pictures are read. */
    static final List<String> FLAGS_OF_PICTURES = List.of("--background", "--white", BrokenOption.NAME);

    static final String WHAT =
            "lines or lines-colour (built in), mnist, fashion-mnist, an IDX file, or a folder of IDX files or pictures.";

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            order = 1,
            description =
                    "Folder of the mnist and fashion-mnist files. Default: the cache, to which elbo downloads them")
    private Path dataDir;

    @Option(
            names = "--resize",
            paramLabel = "WxH",
            order = 3,
            description = "Resize the images to this size, for example 28x28.")
    private String resize;

    @Option(
            names = "--limit",
            paramLabel = "ROWS",
            order = 4,
            description = "Use only the first ROWS rows. Default: all")
    private Integer limit;

    @Option(
            names = "--background",
            paramLabel = "COLOUR",
            order = 7,
            description =
                    "Colour behind transparent pictures: white, black or #rrggbb. Default: as in training; white for a "
                            + "new model")
    private String background;

    @Option(
            names = "--white",
            paramLabel = "SAMPLE",
            order = 8,
            description =
                    "Sample value that becomes 255 in 16-bit pictures, 1 to 65535. Default: as in training; for a new "
                            + "model, the highest value of the bits that the folder uses")
    private Integer white;

    @Mixin
    private BrokenOption broken;

    private final ReadingProgress progress = new ReadingProgress();

    /** Refuses invalid values before anything is read. */
    void check(CommandSpec command) {
        if (limit != null && limit < 1) {
            throw new ParameterException(command.commandLine(), "--limit " + limit + ": must be at least 1");
        }
        size(command);
        pictures(command);
    }

    private Optional<ImageSize> size(CommandSpec command) {
        try {
            return Optional.ofNullable(resize).map(ImageSize::parse);
        } catch (DataException e) {
            throw new ParameterException(command.commandLine(), "--resize: " + e.getMessage(), e);
        }
    }

    ImageSource source(String data, CommandSpec command) {
        return source(data, PictureSettings.NONE, command);
    }

    /** Opens data that are read as in training unless flags override it. */
    ImageSource source(String data, PictureSettings trained, CommandSpec command) {
        return source(data, size(command), trained, command);
    }

    ImageSource source(String data, Optional<ImageSize> size, PictureSettings trained, CommandSpec command) {
        if (TableFiles.isTable(data)) {
            throw new DataException(data + ": is a table; images are needed: " + WHAT);
        }
        PictureSettings said = pictures(command);
        ImageSource source = ImageSource.of(
                data, Optional.ofNullable(dataDir), size, said.or(trained).reading(), progress);
        if (!source.readsPictures() && !said.equals(PictureSettings.NONE)) {
            throw new ParameterException(
                    command.commandLine(),
                    String.join(
                                    ", ",
                                    FLAGS_OF_PICTURES.stream()
                                            .filter(command.commandLine().getParseResult()::hasMatchedOption)
                                            .toList())
                            + ": only allowed with a folder of pictures");
        }
        return source;
    }

    private PictureSettings said() {
        return new PictureSettings(background, white, null, broken.skips());
    }

    /** Returns the valid picture settings of the flags. */
    private PictureSettings pictures(CommandSpec command) {
        BrokenOption.skips(command);
        try {
            return Usage.settings(command, this::said);
        } catch (DataException e) {
            throw new ParameterException(command.commandLine(), "--background: " + e.getMessage(), e);
        }
    }

    /** Returns whether {@code --limit} is given. */
    boolean isLimited() {
        return limit != null;
    }

    /** Returns the maximum number of rows. */
    int most() {
        return limit == null ? Integer.MAX_VALUE : limit;
    }

    Images limited(Images images) {
        return limit == null ? images : images.limit(limit);
    }

    /** Returns the description of image data that a run folder keeps. */
    RunData given(String data, LeftOut leftOut, PairsOptions pairs) {
        return new RunData(
                absolute(data),
                false,
                dataDir == null ? null : dataDir.toAbsolutePath().normalize().toString(),
                resize,
                limit,
                leftOut,
                pairs.name() == null ? null : absolute(pairs.name()),
                pairs.size(),
                null,
                said().equals(PictureSettings.NONE) ? null : said());
    }

    RunData givenTable(String data, CsvOptions options) {
        return RunData.table(absolute(data), limit, options);
    }

    private static String absolute(String nameOrPath) {
        return ImageSource.names().contains(nameOrPath)
                ? nameOrPath
                : Path.of(nameOrPath).toAbsolutePath().normalize().toString();
    }
}
