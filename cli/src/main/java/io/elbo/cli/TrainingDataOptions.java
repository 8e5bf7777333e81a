package io.elbo.cli;

import io.elbo.data.Images;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The data to train on. */
final class TrainingDataOptions extends DataOptions {
    private static final String DEFAULT = "lines";

    @Option(names = "--data", paramLabel = "NAME|PATH", order = 0, description = WHAT + " Default: " + DEFAULT)
    private String data;

    Images images(CommandSpec command) {
        return limited(source(data == null ? DEFAULT : data, command).train());
    }

    @Override
    String typed() {
        return (data == null ? "" : " --data " + Shell.quoted(data)) + super.typed();
    }
}
