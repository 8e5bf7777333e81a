package io.elbo.image.generation;

import io.elbo.data.Rows;
import io.elbo.math.CounterRandom;
import java.util.Arrays;

/** Some rows of a table. */
record SomeRows(Rows all, int[] chosen) implements Rows {
    /** All rows, or this many at random, in their order. */
    static Rows of(Rows rows, int most, long seed) {
        if (rows.count() <= most) {
            return rows;
        }
        int[] chosen = Arrays.copyOf(CounterRandom.of(seed, "some rows").permutation(0, rows.count()), most);
        Arrays.sort(chosen);
        return new SomeRows(rows, chosen);
    }

    /** The values of all rows, {@code [rows][features]}. */
    static float[][] values(Rows rows) {
        float[][] values = new float[rows.count()][rows.width()];
        for (int row = 0; row < values.length; row++) {
            rows.read(row, values[row], 0);
        }
        return values;
    }

    @Override
    public int count() {
        return chosen.length;
    }

    @Override
    public int width() {
        return all.width();
    }

    @Override
    public void read(int row, float[] to, int offset) {
        all.read(chosen[row], to, offset);
    }
}
