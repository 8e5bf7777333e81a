package io.elbo.data.table;

import java.util.List;

/**
 * The result of reading a table once.
 *
 * @param rows complete rows, passed to the sink
 * @param broken rows that were skipped
 * @param firstBroken the first of those, at most {@link #MOST_NAMED}
 */
public record Reading(long rows, long broken, List<BrokenRow> firstBroken) {
    /** How many broken rows are named; the others are only counted. */
    public static final int MOST_NAMED = 10;

    /** Copies the list. */
    public Reading {
        firstBroken = List.copyOf(firstBroken);
    }

    /** Returns the result for a table without broken rows. */
    public static Reading whole(long rows) {
        return new Reading(rows, 0, List.of());
    }
}
