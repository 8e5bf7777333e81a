package io.elbo.cli;

import io.elbo.doctor.Finding;
import io.elbo.spec.Change;
import io.elbo.studio.request.ChangeRequest;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Changes of a training as the flags of {@code elbo train}, and advice in these words. */
final class ChangeFlags {
    private ChangeFlags() {}

    /** The flags that make some changes, each value behind its flag. */
    static List<String> of(List<Change> changes) {
        return ChangeRequest.of(changes).words();
    }

    /** A change in a sentence. */
    static String words(Change change) {
        List<String> flags = of(List.of(change));
        if (!flags.isEmpty()) {
            return Shell.line(flags);
        }
        // names that no list on a command line can hold
        return words(change instanceof Change.Open open ? open : Change.Open.FEWER_COLUMNS);
    }

    private static String words(Change.Open open) {
        return switch (open) {
            case LARGER_KL_WEIGHT -> "a larger --beta";
            case SMALLER_KL_WEIGHT -> "a lower --beta";
            case LARGER_VARIANCE -> "a larger --variance of a gaussian likelihood";
            case FEWER_HIDDEN_UNITS -> "--hidden with fewer units";
            case DROPOUT -> "dropout in --spec";
            case RESUMED -> "--resume the run with it";
            case OTHER_DATA -> "--data";
            case FEWER_COLUMNS -> "--ignore";
        };
    }

    /** Changes behind a sentence of the library, with a blank before; nothing if the command has no flags for them. */
    static String inBrackets(List<Change> changes, CommandSpec command) {
        String flags = changes.stream()
                .map(change -> of(List.of(change)))
                .filter(words -> !words.isEmpty() && command.findOption(words.get(0)) != null)
                .map(Shell::line)
                .collect(Collectors.joining(", "));
        return flags.isEmpty() ? "" : " (" + flags + ")";
    }

    /** What a finding advises, and what else the command can do. */
    static String advice(Finding finding) {
        String advice = finding.advice().words(ChangeFlags::words);
        return finding.finding().equals("rows_unlike_training")
                ? advice + "; score --explain names their cells"
                : advice;
    }
}
