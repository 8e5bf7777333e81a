package io.elbo.cli;

import io.elbo.data.Images;
import io.elbo.latent.UnseenViews;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The data to train on. */
final class TrainingDataOptions extends DataOptions {
    private static final String DEFAULT = "lines";

    @Option(names = "--data", paramLabel = "NAME|PATH", order = 0, description = WHAT + " Default: " + DEFAULT)
    private String data;

    @Option(
            names = "--leave-out",
            paramLabel = "FACTOR=LOW..HIGH",
            order = 5,
            converter = LeaveOut.class,
            description = "Of lines: train without those whose factor lies between, see 'unseen'.")
    private UnseenViews leftOut;

    Images images(CommandSpec command) {
        Images all = source(data == null ? DEFAULT : data, command).train();
        return limited(leftOut == null ? all : leftOut.seen(all));
    }

    @Override
    String typed() {
        return (data == null ? "" : " --data " + Shell.quoted(data))
                + super.typed()
                + (leftOut == null ? "" : " --leave-out " + leftOut);
    }
}
