package io.elbo.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The flag for unreadable rows and pictures, the same for tables and images. */
final class BrokenOption {
    static final String NAME = "--broken";

    private static final String REFUSE = "refuse";
    private static final String SKIP = "skip";

    @Option(
            names = NAME,
            paramLabel = "WAY",
            order = 36,
            description =
                    "What to do with rows or pictures that cannot be read: refuse or skip. Either way, they are counted "
                            + "and named. Default: refuse")
    private String broken;

    /** Returns whether to leave them out; null if the flag is not given. */
    Boolean skips() {
        return broken == null ? null : SKIP.equalsIgnoreCase(broken);
    }

    /** Returns the same for a command that has the flag in any of its mixins; empty if the flag is not given. */
    static Optional<Boolean> skips(CommandSpec command) {
        String way = command.commandLine().getParseResult().matchedOptionValue(NAME, null);
        if (way != null && !List.of(REFUSE, SKIP).contains(way.toLowerCase(Locale.ROOT))) {
            throw new ParameterException(
                    command.commandLine(), NAME + ": '" + way + "' must be " + REFUSE + " or " + SKIP);
        }
        return Optional.ofNullable(way).map(SKIP::equalsIgnoreCase);
    }
}
