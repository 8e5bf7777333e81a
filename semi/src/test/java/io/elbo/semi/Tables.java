package io.elbo.semi;

import io.elbo.data.Rows;

/** Tables of numbers. */
final class Tables {
    private Tables() {}

    static float[][] rows(Rows rows) {
        float[][] all = new float[rows.count()][rows.width()];
        for (int i = 0; i < all.length; i++) {
            rows.read(i, all[i], 0);
        }
        return all;
    }

    static double variance(float[][] rows, int column) {
        double sum = 0;
        double squares = 0;
        for (float[] row : rows) {
            sum += row[column];
            squares += (double) row[column] * row[column];
        }
        return squares / rows.length - sum / rows.length * (sum / rows.length);
    }
}
