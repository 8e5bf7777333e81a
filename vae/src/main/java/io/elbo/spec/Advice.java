package io.elbo.spec;

import java.util.List;
import java.util.function.Function;

/**
 * Advice in sentences, with the changes that it suggests.
 *
 * @param text the text without a full stop, with {@code %s} for each change
 * @param changes the changes, in the order of the text
 */
public record Advice(String text, List<Change> changes) {
    private static final String PLACE = "%s";

    /** @throws IllegalArgumentException if the text does not have one {@code %s} per change */
    public Advice {
        changes = List.copyOf(changes);
        int places = parts(text).length - 1;
        if (places != changes.size()) {
            throw new IllegalArgumentException(
                    "text: has " + places + " places for " + changes.size() + " changes: " + text);
        }
    }

    /** Returns advice with these changes. */
    public static Advice of(String text, Change... changes) {
        return new Advice(text, List.of(changes));
    }

    private static String[] parts(String text) {
        return text.split(PLACE, -1);
    }

    /** Returns the sentences in the words of a user interface. */
    public String words(Function<Change, String> word) {
        String[] parts = parts(text);
        StringBuilder words = new StringBuilder(parts[0]);
        for (int i = 0; i < changes.size(); i++) {
            words.append(word.apply(changes.get(i))).append(parts[i + 1]);
        }
        return words.toString();
    }

    /** Returns the sentences for users of the library. */
    @Override
    public String toString() {
        return words(Change::words);
    }
}
