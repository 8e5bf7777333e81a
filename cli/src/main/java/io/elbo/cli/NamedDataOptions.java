package io.elbo.cli;

import io.elbo.data.image.ImageSource;
import io.elbo.data.image.Images;
import io.elbo.data.image.LeftOut;
import io.elbo.run.RunData;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Data by a name or a path: the built-in ones if none is given. */
class NamedDataOptions extends DataOptions {
    private static final String DEFAULT = "lines";

    @Option(
            names = "--data",
            paramLabel = "NAME|PATH",
            order = 0,
            description = WHAT
                    + " Of train also a table: CSV or TSV (also packed with gzip), Parquet, JSON or JSON lines, or jdbc:... with --query. Default: "
                    + DEFAULT)
    private String data;

    ImageSource source(CommandSpec command) {
        return source(data == null ? DEFAULT : data, command);
    }

    RunData given(LeftOut leftOut, PairsOptions pairs) {
        return given(data == null ? DEFAULT : data, leftOut, pairs);
    }

    /** The file of a table, if these data are one. */
    Optional<String> table() {
        return Optional.ofNullable(data).filter(TableFiles::isTable);
    }

    /** The training images. */
    Images trainingImages(CommandSpec command) {
        return limited(source(command).train());
    }
}
