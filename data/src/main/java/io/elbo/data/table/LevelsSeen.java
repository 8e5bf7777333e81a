package io.elbo.data.table;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The different texts of a column, and how often each is there. Of more texts than are kept the rare ones are left out when
 * room is needed (Manku and Motwani 2002, lossy counting), so that the most frequent stay; their counts then are at least so much.
 */
final class LevelsSeen {
    private final Map<String, long[]> counts = new HashMap<>(); // never iterated without sorting
    private final DistinctSketch sketch = new DistinctSketch();
    private final int most;
    private final int mostCharacters;
    private int characters;
    private long rare;
    private boolean overflowed;

    /**
     * @param most texts that are kept
     * @param mostCharacters of all of these
     */
    LevelsSeen(int most, int mostCharacters) {
        this.most = most;
        this.mostCharacters = mostCharacters;
    }

    void add(String text) {
        sketch.add(text);
        long[] count = counts.get(text);
        if (count != null) {
            count[0]++;
            return;
        }
        while (!counts.isEmpty() && (counts.size() >= most || characters + text.length() > mostCharacters)) {
            overflowed = true;
            rare++;
            counts.entrySet().removeIf(this::isRare);
        }
        overflowed |= text.length() > mostCharacters;
        if (text.length() <= mostCharacters) {
            counts.put(text, new long[] {1});
            characters += text.length();
        }
    }

    /** Counts a text among the different ones, but keeps it not. */
    void addUnkept(String text) {
        sketch.add(text);
        overflowed = true;
    }

    private boolean isRare(Map.Entry<String, long[]> one) {
        boolean isRare = one.getValue()[0] <= rare;
        characters -= isRare ? one.getKey().length() : 0;
        return isRare;
    }

    /** Different texts, exactly as long as they are few. */
    long distinct() {
        return overflowed ? Math.max(sketch.estimate(), counts.size() + 1L) : counts.size();
    }

    /** Whether there were more than are kept. */
    boolean overflowed() {
        return overflowed;
    }

    /** How many are kept. */
    int size() {
        return counts.size();
    }

    /** How often a text that is kept was seen. */
    long count(String text) {
        return counts.get(text)[0];
    }

    /** Those kept, in their order as texts. */
    List<String> sorted() {
        return counts.keySet().stream().sorted().toList();
    }

    /** Those kept, the most frequent first. */
    List<String> byCount() {
        return counts.keySet().stream()
                .sorted(Comparator.comparingLong((String text) -> -count(text)).thenComparing(text -> text))
                .toList();
    }
}
