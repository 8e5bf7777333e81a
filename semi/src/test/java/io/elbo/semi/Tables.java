package io.elbo.semi;

/** Tables of numbers. */
final class Tables {
    private Tables() {}

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
