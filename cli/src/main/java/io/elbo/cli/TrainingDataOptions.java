package io.elbo.cli;

import io.elbo.data.image.ImagePairs;
import io.elbo.data.image.ImageSource;
import io.elbo.data.image.Images;
import io.elbo.data.image.LeftOut;
import io.elbo.data.table.CsvOptions;
import io.elbo.formats.JdbcQuery;
import io.elbo.run.RunData;
import io.elbo.spec.PictureSettings;
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
    private LeftOut leftOut;

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
            return pairs.pairs(this, source, false, PictureSettings.NONE, command);
        }
        Images all = source.train();
        return PairsOptions.same(limited(leftOut == null ? all : leftOut.seen(all)));
    }

    /** What images were given, so that they can be opened again from anywhere. */
    RunData given() {
        return given(leftOut, pairs);
    }

    /** The same of a table; null of what comes once or has a password. */
    RunData given(String table, CsvOptions options) {
        return table.equals(TableFiles.STANDARD) || JdbcQuery.isUrl(table) ? null : givenTable(table, options);
    }
}
