package io.elbo.semi;

import io.elbo.data.Rows;

/**
 * Some of the rows. Nothing is copied.
 *
 * @param chosen rows of {@code all}, in this order
 */
record ChosenRows(Rows all, int[] chosen) implements Rows {
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
