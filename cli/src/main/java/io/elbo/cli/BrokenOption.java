package io.elbo.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What to do about rows and pictures that cannot be read: one flag, whichever of them a command is given. */
final class BrokenOption {
    static final String NAME = "--broken";

    private static final String REFUSE = "refuse";
    private static final String SKIP = "skip";

    @Option(
            names = NAME,
            paramLabel = "WAY",
            order = 36,
            description =
                    "Rows or pictures that cannot be read: refuse or skip; they are counted and named either way. "
                            + "Default: refuse")
    private String broken;

    /** Whether they are to be left out; null if it was not said. */
    Boolean skips() {
        return broken == null ? null : SKIP.equalsIgnoreCase(broken);
    }

    /** The same of a command that has the flag somewhere; empty if it was not said. */
    static Optional<Boolean> skips(CommandSpec command) {
        String way = command.commandLine().getParseResult().matchedOptionValue(NAME, null);
        if (way != null && !List.of(REFUSE, SKIP).contains(way.toLowerCase(Locale.ROOT))) {
            throw new ParameterException(
                    command.commandLine(), NAME + ": '" + way + "' must be " + REFUSE + " or " + SKIP);
        }
        return Optional.ofNullable(way).map(SKIP::equalsIgnoreCase);
    }
}
