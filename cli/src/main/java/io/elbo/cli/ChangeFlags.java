package io.elbo.cli;

import io.elbo.doctor.Finding;
import io.elbo.spec.Change;
import io.elbo.studio.request.ChangeRequest;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Formats changes of a training, and advice about them, as flags of {@code elbo train}. */
final class ChangeFlags {
    private ChangeFlags() {}

    /** Returns the flags that make the changes, each followed by its value. */
    static List<String> of(List<Change> changes) {
        return ChangeRequest.of(changes).words();
    }

    /** Returns a change as part of a sentence. */
    static String words(Change change) {
        List<String> flags = of(List.of(change));
        if (!flags.isEmpty()) {
            return Shell.line(flags);
        }
        if (change instanceof Change.WithoutColumns) { // whose names a list on the command line cannot contain
            return words(Change.Open.FEWER_COLUMNS);
        }
        return words((Change.Open) change);
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

    /** Returns the changes as flags in brackets, to append to a message of the library; empty if the command has no such flags. */
    static String inBrackets(List<Change> changes, CommandSpec command) {
        String flags = changes.stream()
                .map(change -> of(List.of(change)))
                .filter(words -> !words.isEmpty() && command.findOption(words.get(0)) != null)
                .map(Shell::line)
                .collect(Collectors.joining(", "));
        return flags.isEmpty() ? "" : " (" + flags + ")";
    }

    /** Returns the advice of a finding, with what else the command line offers. */
    static String advice(Finding finding) {
        String advice = finding.advice().words(ChangeFlags::words);
        return finding.finding().equals("rows_unlike_training")
                ? advice + "; score --explain names their cells"
                : advice;
    }
}
