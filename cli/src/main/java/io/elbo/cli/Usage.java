package io.elbo.cli;

import io.elbo.data.NearMiss;
import io.elbo.data.Shown;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Describes in one line what is wrong with a command line. */
final class Usage {
    private Usage() {}

    static String message(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return oneLine(unmatched(unmatched));
        }
        String message = oneLine(e.getMessage());
        boolean sentence = message.length() > 1 && Character.isLowerCase(message.charAt(1));
        return sentence ? message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1) : message;
    }

    /** Translates a message of the library about a setting into the flag of the command line. */
    static <T> T settings(CommandSpec command, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            String flag =
                    "--" + message.replaceFirst(" .*", "").replace('_', '-').replaceFirst("-steps$", "");
            boolean known = command.findOption(flag) != null;
            throw new ParameterException(
                    command.commandLine(), known ? flag + message.substring(message.indexOf(' ')) : message);
        }
    }

    private static String unmatched(UnmatchedArgumentException e) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        String word = e.getUnmatched().get(0);
        if (e.isUnknownOption()) {
            List<String> options = command.options().stream()
                    .flatMap(option -> Stream.of(option.names()))
                    .toList();
            return "unknown option " + word
                    + meant(word, options)
                            .map(name -> "; did you mean " + name + "?")
                            .orElse("");
        }
        if (command.subcommands().isEmpty()) {
            return "unexpected argument '" + word + "'";
        }
        return "there is no command '" + word + "'; "
                + meant(word, List.copyOf(command.subcommands().keySet()))
                        .map(name -> "did you mean " + name + "?")
                        .orElse("there are " + commands(command));
    }

    /** Returns the known name that starts with the word, or has an edit distance of at most two. */
    private static Optional<String> meant(String word, List<String> known) {
        String typed = word.replaceFirst("=.*", "");
        return known.stream()
                .filter(name -> name.length() > 2)
                .filter(name -> NearMiss.slips(typed, name) <= 2 || typed.length() > 4 && name.startsWith(typed))
                .min(Comparator.comparingInt(name -> NearMiss.slips(typed, name)));
    }

    static String commands(CommandSpec spec) {
        return spec.subcommands().values().stream()
                .map(CommandLine::getCommandName)
                .filter(name -> !name.equals("help"))
                .collect(Collectors.joining(", "));
    }

    static String oneLine(String message) {
        return Shown.message(message.replaceAll("\\s*\\R\\s*", " "));
    }
}
