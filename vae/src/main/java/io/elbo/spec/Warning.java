package io.elbo.spec;

import java.util.function.Function;

/**
 * A warning before training starts.
 *
 * @param meaning the likely problem
 * @param advice the advice
 */
public record Warning(String meaning, Advice advice) {
    /** Returns a line in the words of a user interface. */
    public String words(Function<Change, String> word) {
        return meaning + "; " + advice.words(word);
    }

    /** Returns a line for users of the library. */
    @Override
    public String toString() {
        return words(Change::words);
    }
}
