package io.elbo.spec;

import java.util.List;
import java.util.function.Function;

/**
 * What may help, and why: sentences about changes.
 *
 * @param text without a full stop, with {@code %s} for each of the changes
 * @param changes in the order in which the text names them
 */
public record Advice(String text, List<Change> changes) {
    private static final String PLACE = "%s";

    /** @throws IllegalArgumentException if the text does not have as many places as there are changes */
    public Advice {
        changes = List.copyOf(changes);
        int places = parts(text).length - 1;
        if (places != changes.size()) {
            throw new IllegalArgumentException(
                    "text: has " + places + " places for " + changes.size() + " changes: " + text);
        }
    }

    /** The same of some changes. */
    public static Advice of(String text, Change... changes) {
        return new Advice(text, List.of(changes));
    }

    private static String[] parts(String text) {
        return text.split(PLACE, -1);
    }

    /** The sentences in the words of a surface. */
    public String words(Function<Change, String> word) {
        String[] parts = parts(text);
        StringBuilder words = new StringBuilder(parts[0]);
        for (int i = 0; i < changes.size(); i++) {
            words.append(word.apply(changes.get(i))).append(parts[i + 1]);
        }
        return words.toString();
    }

    /** The sentences for those who call the library. */
    @Override
    public String toString() {
        return words(Change::words);
    }
}
