package io.elbo.table;

import io.elbo.data.table.TableRows;
import io.elbo.math.CounterRandom;

/** Random choices of rows. */
final class SomeRows {
    /** The greatest number of cells that are copied into memory. */
    private static final long MOST_CELLS = 1 << 24;

    private SomeRows() {}

    /** Chooses rows of a table at random, or all if there are no more. They are in memory unless they are too wide. */
    static TableRows of(TableRows rows, int most, CounterRandom random, int step) {
        if (rows.count() <= most) {
            return rows;
        }
        TableRows chosen = rows.select(random.choice(step, rows.count(), most));
        return (long) most * rows.columns() <= MOST_CELLS ? TableRows.of(chosen.toArray()) : chosen;
    }
}
