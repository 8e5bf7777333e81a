package io.elbo.data;

import io.elbo.math.CounterRandom;
import java.util.Arrays;

/**
 * A table of numbers: {@code count()} rows of {@code width()} features, read one row at a time. What a model trains on.
 *
 * <p>Implementations are immutable and may be read from several threads at once.
 */
public interface Rows {
    /** The number of rows. */
    int count();

    /** The number of features of a row. */
    int width();

    /**
     * Writes the features of one row.
     *
     * @param row 0 to {@code count() - 1}
     * @param to receives {@code width()} values
     * @param offset where the first value goes
     */
    void read(int row, float[] to, int offset);

    /** A copy of all features, [count][width]. */
    default float[][] toArray() {
        float[][] all = new float[count()][width()];
        for (int row = 0; row < all.length; row++) {
            read(row, all[row], 0);
        }
        return all;
    }

    /**
     * These rows in this order. They are not copied, but read when they are asked for.
     *
     * @param rows each 0 to {@code count() - 1}; one may occur more than once
     * @throws DataException if there are none
     */
    default Rows select(int... rows) {
        return new Selection(this, rows);
    }

    /**
     * So many of the rows, chosen by chance, in their order; all if there are no more. The choice is a function of the seed and the
     * numbers of rows.
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
