package io.elbo.table;

import io.elbo.data.table.TableRows;
import io.elbo.math.CounterRandom;

/** Rows that are chosen by chance and kept at hand. */
final class SomeRows {
    /** Cells that are copied into memory. */
    private static final long MOST_CELLS = 1 << 24;

    private SomeRows() {}

    /** Some rows of a table, chosen evenly, all if there are no more; in memory unless they are too wide. */
    static TableRows of(TableRows rows, int most, CounterRandom random, int step) {
        if (rows.count() <= most) {
            return rows;
        }
        TableRows chosen = rows.select(random.choice(step, rows.count(), most));
        return (long) most * rows.columns() <= MOST_CELLS ? TableRows.of(chosen.toArray()) : chosen;
    }
}
