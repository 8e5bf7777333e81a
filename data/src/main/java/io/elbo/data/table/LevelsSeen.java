package io.elbo.data.table;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The different texts of a column and their counts. If there are more texts than can be kept, rare ones are dropped to make room
 * (Manku and Motwani 2002, lossy counting), so the most frequent remain. Their counts are then lower bounds.
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
     * @param most texts to keep
     * @param mostCharacters of all these texts together
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

    /** Counts a text as one of the different ones without keeping it. */
    void addUnkept(String text) {
        sketch.add(text);
        overflowed = true;
    }

    private boolean isRare(Map.Entry<String, long[]> one) {
        boolean isRare = one.getValue()[0] <= rare;
        characters -= isRare ? one.getKey().length() : 0;
        return isRare;
    }

    /** Returns the number of different texts, which is exact if it is small. */
    long distinct() {
        return overflowed ? Math.max(sketch.estimate(), counts.size() + 1L) : counts.size();
    }

    /** Returns whether there were more texts than can be kept. */
    boolean overflowed() {
        return overflowed;
    }

    /** Returns how many are kept. */
    int size() {
        return counts.size();
    }

    /** Returns the count of a text that is kept. */
    long count(String text) {
        return counts.get(text)[0];
    }

    /** Returns those kept, in text order. */
    List<String> sorted() {
        return counts.keySet().stream().sorted().toList();
    }

    /** Returns those kept, the most frequent first. */
    List<String> byCount() {
        return counts.keySet().stream()
                .sorted(Comparator.comparingLong((String text) -> -count(text)).thenComparing(text -> text))
                .toList();
    }
}
