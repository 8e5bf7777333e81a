package io.elbo.table;

import io.elbo.data.table.TableRows;
import io.elbo.math.CounterRandom;

/** Rows that are chosen evenly, each as likely as any other. */
final class SomeRows {
    private SomeRows() {}

    /**
     * Chooses some of n rows, without looking at them twice: each with the probability that as many are reached as are wanted.
     *
     * @param some at most n
     * @param step of the random numbers
     * @return rising
     */
    static int[] of(int n, int some, CounterRandom random, int step) {
        int[] chosen = new int[some];
        float[] uniform = new float[1];
        int next = 0;
        for (int i = 0; i < n && next < some; i++) {
            random.uniform(step, i, 0, uniform, 0, 1);
            if ((double) uniform[0] * (n - i) < some - next) {
                chosen[next++] = i;
            }
        }
        return chosen;
    }

    /** Cells that are copied into memory. */
    private static final long MOST_CELLS = 1 << 24;

    /** Some rows of a table, chosen evenly, all if there are no more; in memory unless they are too wide. */
    static TableRows of(TableRows rows, int most, CounterRandom random, int step) {
        if (rows.count() <= most) {
            return rows;
        }
        TableRows chosen = rows.select(of(rows.count(), most, random, step));
        return (long) most * rows.columns() <= MOST_CELLS ? TableRows.of(chosen.toArray()) : chosen;
    }

    /** The rows that are not among these. */
    static int[] others(int n, int[] chosen) {
        int[] others = new int[n - chosen.length];
        int next = 0;
        for (int i = 0; i < n; i++) {
            if (next < chosen.length && chosen[next] == i) {
                next++;
            } else {
                others[i - next] = i;
            }
        }
        return others;
    }
}
