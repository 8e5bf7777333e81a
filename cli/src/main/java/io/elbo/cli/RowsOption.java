package io.elbo.cli;

import io.elbo.data.image.Images;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The rows of the data that a command uses. */
final class RowsOption {
    private static final int USUAL = 10;

    @Option(
            names = "--row",
            paramLabel = "I,J,...",
            split = ",",
            hideParamSyntax = true,
            order = 5,
            description = "Rows to use, counted from 0. Default: the first " + USUAL + ", or those of --limit")
    private List<Integer> rows;

    /**
     * Returns the given rows, or else the first few.
     *
     * @param limited whether {@code --limit} is given
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
