package io.elbo.cli;

import java.util.regex.Pattern;

/** Commands as a user would type them. */
final class Shell {
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    private Shell() {}

    /** A word, in quotes where a shell needs them. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
