package io.elbo.data;

import io.elbo.math.CounterRandom;
import java.util.Arrays;

/**
 * A table of numbers that a model trains on: {@code count()} rows of {@code width()} features, read one row at a time.
 *
 * <p>Implementations are immutable and may be read from several threads at once.
 */
public interface Rows {
    /** Returns the number of rows. */
    int count();

    /** Returns the number of features of a row. */
    int width();

    /**
     * Writes the features of one row.
     *
     * @param row 0 to {@code count() - 1}
     * @param to receives {@code width()} values
     * @param offset the index of the first value
     */
    void read(int row, float[] to, int offset);

    /** Returns a copy of all features, [count][width]. */
    default float[][] toArray() {
        float[][] all = new float[count()][width()];
        for (int row = 0; row < all.length; row++) {
            read(row, all[row], 0);
        }
        return all;
    }

    /**
     * Returns these rows in this order. They are not copied but read on demand.
     *
     * @param rows each 0 to {@code count() - 1}; a row may occur more than once
     * @throws DataException if there are none
     */
    default Rows select(int... rows) {
        return new Selection(this, rows);
    }

    /**
     * Returns a random subset of {@code most} rows in their order, or all rows if there are no more. The choice depends only on
     * the seed and the number of rows.
     *
     * @param most at least 1
     */
    default Rows some(int most, long seed) {
        if (count() <= most) {
            return this;
        }
        int[] chosen = Arrays.copyOf(CounterRandom.of(seed, "some rows").permutation(0, count()), most);
        Arrays.sort(chosen);
        return select(chosen);
    }
}
