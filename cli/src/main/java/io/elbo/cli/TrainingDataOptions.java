package io.elbo.cli;

import io.elbo.RunData;
import io.elbo.data.ImagePairs;
import io.elbo.data.ImageSource;
import io.elbo.data.Images;
import io.elbo.formats.JdbcQuery;
import io.elbo.latent.UnseenViews;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The data to train on. */
final class TrainingDataOptions extends NamedDataOptions {
    @Option(
            names = "--leave-out",
            paramLabel = "FACTOR=LOW..HIGH",
            order = 5,
            converter = LeaveOut.class,
            description = "Of lines: train without those whose factor lies between, see 'unseen'.")
    private UnseenViews leftOut;

    @Mixin
    private PairsOptions pairs;

    @Override
    void check(CommandSpec command) {
        super.check(command);
        pairs.check(command);
    }

    /** The images, each with itself if there are no others that belong to them. */
    ImagePairs images(CommandSpec command) {
        ImageSource source = source(command);
        if (pairs.given()) {
            if (leftOut != null) {
                throw new ParameterException(command.commandLine(), "--leave-out does not go with --pairs");
            }
            return pairs.pairs(this, source, false, command);
        }
        Images all = source.train();
        return PairsOptions.same(limited(leftOut == null ? all : leftOut.seen(all)));
    }

    /** What was given, so that it can be opened again from anywhere; null of what comes once or has a password. */
    RunData given() {
        Optional<String> table = table();
        if (table.isPresent() && (table.get().equals(TableFiles.STANDARD) || JdbcQuery.isUrl(table.get()))) {
            return null;
        }
        return given(table.isPresent(), leftOut, pairs);
    }

    @Override
    String typed() {
        return super.typed() + (leftOut == null ? "" : " --leave-out " + leftOut) + pairs.typed();
    }
}
