package io.elbo.data.table;

import java.util.List;

/**
 * What came of reading a table once.
 *
 * @param rows whole rows, given to the sink
 * @param broken rows that were left out
 * @param firstBroken the first of those, at most {@link #MOST_NAMED}
 */
public record Reading(long rows, long broken, List<BrokenRow> firstBroken) {
    /** How many broken rows are named; the others are counted. */
    public static final int MOST_NAMED = 10;

    /** Copies the list. */
    public Reading {
        firstBroken = List.copyOf(firstBroken);
    }

    /** Of a table in which no row can be broken. */
    public static Reading whole(long rows) {
        return new Reading(rows, 0, List.of());
    }
}
