package io.elbo.cli;

import io.elbo.data.table.TableSource;
import picocli.CommandLine.Option;

/** The table that a model is given. */
final class TableDataOptions {
    @Option(
            names = "--data",
            paramLabel = "FILE",
            order = 0,
            required = true,
            description = "A .csv or .tsv, also packed as .gz, an .npz, or - for standard input.")
    private String data;

    @Option(
            names = "--strict",
            order = 1,
            description = "Refuse columns and cells that do not fit the model's schema. Default: they count as missing")
    private boolean strict;

    TableSource source() {
        return TableFiles.open(data);
    }

    boolean strict() {
        return strict;
    }
}
