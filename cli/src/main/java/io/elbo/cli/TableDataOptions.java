package io.elbo.cli;

import io.elbo.data.table.TableSource;
import io.elbo.table.TableModel;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The table for a model. */
final class TableDataOptions {
    @Option(names = "--data", paramLabel = "FILE", order = 0, required = true, description = TableReadingOptions.WHAT)
    private String data;

    @Option(
            names = "--strict",
            order = 1,
            description = "Refuse columns and cells that do not fit the model's schema. Default: treat them as missing")
    private boolean strict;

    @Mixin
    private TableReadingOptions reading;

    @Mixin
    private BrokenOption broken;

    /** Refuses invalid values before any work. */
    void check(CommandSpec command) {
        reading.check(data, command);
    }

    TableSource source(TableModel model, CommandSpec command) {
        return reading.open(data, model, command);
    }

    boolean strict() {
        return strict;
    }
}
