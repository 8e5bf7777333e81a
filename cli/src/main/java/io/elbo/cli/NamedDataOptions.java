package io.elbo.cli;

import io.elbo.data.image.ImageSource;
import io.elbo.data.image.Images;
import io.elbo.data.image.LeftOut;
import io.elbo.run.RunData;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Data given by name or path; by default, the built-in lines. */
class NamedDataOptions extends DataOptions {
    private static final String DEFAULT = "lines";

    @Option(
            names = "--data",
            paramLabel = "NAME|PATH",
            order = 0,
            description = "Images: " + WHAT
                    + " For train, also a table: CSV or TSV (also gzipped), Excel, Parquet, JSON, JSON lines or NPZ; - for "
                    + "standard input; or jdbc:... with --query. Default: " + DEFAULT)
    private String data;

    ImageSource source(CommandSpec command) {
        return source(data == null ? DEFAULT : data, command);
    }

    RunData given(LeftOut leftOut, PairsOptions pairs) {
        return given(data == null ? DEFAULT : data, leftOut, pairs);
    }

    /** Returns the file of a table, if the data are a table. */
    Optional<String> table() {
        return Optional.ofNullable(data).filter(TableFiles::isTable);
    }

    /** Returns the training images. */
    Images trainingImages(CommandSpec command) {
        return limited(source(command).train());
    }
}
