package io.elbo.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Formats commands as a user would type them. */
final class Shell {
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    private Shell() {}

    /** Joins words by blanks, with quotes where a shell needs them. */
    static String line(List<String> words) {
        return words.stream().map(Shell::quoted).collect(Collectors.joining(" "));
    }

    /** Returns a word, in quotes if a shell needs them. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
