package io.elbo.cli;

import io.elbo.data.ImagePairs;
import io.elbo.data.ImageSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The data to train on. */
final class TrainingDataOptions extends DataOptions {
    private static final String DEFAULT = "lines";

    @Option(names = "--data", paramLabel = "NAME|PATH", order = 0, description = WHAT + " Default: " + DEFAULT)
    private String data;

    @Mixin
    private PairsOptions pairs;

    @Override
    void check(CommandSpec command) {
        super.check(command);
        pairs.check(command);
    }

    /** The images, each with itself if there are no others that belong to them. */
    ImagePairs images(CommandSpec command) {
        ImageSource source = source(data == null ? DEFAULT : data, command);
        return pairs.given() ? pairs.pairs(this, source, false, command) : PairsOptions.same(limited(source.train()));
    }

    @Override
    String typed() {
        return (data == null ? "" : " --data " + Shell.quoted(data)) + super.typed() + pairs.typed();
    }
}
