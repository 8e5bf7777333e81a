package io.elbo.spec;

import java.util.function.Function;

/**
 * What should be said before a training begins.
 *
 * @param meaning what is likely not wanted
 * @param advice what to change
 */
public record Warning(String meaning, Advice advice) {
    /** A line in the words of a surface. */
    public String words(Function<Change, String> word) {
        return meaning + "; " + advice.words(word);
    }

    /** A line for those who call the library. */
    @Override
    public String toString() {
        return words(Change::words);
    }
}
