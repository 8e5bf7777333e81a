package io.elbo.cli;

import io.elbo.data.image.Images;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which rows of the data a command shows. */
final class RowsOption {
    private static final int USUAL = 10;

    @Option(
            names = "--row",
            paramLabel = "I,J,...",
            split = ",",
            hideParamSyntax = true,
            order = 5,
            description = "Use these rows, from 0. Default: the first " + USUAL + ", or as --limit says")
    private List<Integer> rows;

    /**
     * The rows given, or the first few.
     *
     * @param limited whether the user said how many
     */
    Images of(Images images, boolean limited, CommandSpec command) {
        if (rows == null) {
            return limited ? images : images.limit(USUAL);
        }
        for (int row : rows) {
            if (row < 0 || row >= images.count()) {
                throw new ParameterException(
                        command.commandLine(),
                        "--row " + row + ": " + images.name() + " has rows 0 to " + (images.count() - 1));
            }
        }
        return images.select(IntStream.range(0, rows.size()).map(rows::get).toArray());
    }
}
