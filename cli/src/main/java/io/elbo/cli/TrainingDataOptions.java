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

/** The training data. */
final class TrainingDataOptions extends NamedDataOptions {
    @Option(
            names = "--leave-out",
            paramLabel = "FACTOR=LOW..HIGH",
            order = 5,
            converter = LeaveOut.class,
            description = "Leave out lines whose factor is in this interval (built-in lines only); see 'unseen'.")
    private LeftOut leftOut;

    @Mixin
    private PairsOptions pairs;

    @Override
    void check(CommandSpec command) {
        super.check(command);
        pairs.check(command);
    }

    /** Returns the images with their pairs; without pairs, each image is paired with itself. */
    ImagePairs images(CommandSpec command) {
        ImageSource source = source(command);
        if (pairs.given()) {
            if (leftOut != null) {
                throw new ParameterException(command.commandLine(), "--leave-out cannot be used with --pairs");
            }
            return pairs.pairs(this, source, false, PictureSettings.NONE, command);
        }
        Images all = source.train();
        return PairsOptions.same(limited(leftOut == null ? all : leftOut.seen(all)));
    }

    /** Returns a description with which the images can be opened again from any folder. */
    RunData given() {
        return given(leftOut, pairs);
    }

    /** Returns the same for a table; null for standard input, which is read once, and for a database, whose URL may contain a password. */
    RunData given(String table, CsvOptions options) {
        return table.equals(TableFiles.STANDARD) || JdbcQuery.isUrl(table) ? null : givenTable(table, options);
    }
}
