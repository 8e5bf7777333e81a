package io.elbo.statistics.measure;

/** The random numbers of resources/io/elbo/measure/reference.py, bit for bit: SplitMix64 (Steele, Lea and Flood 2014). */
final class Draws {
    private Draws() {}

    private static long word(long seed, long i) {
        long z = seed + (i + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** Returns a multiple of 2^-24 in [0, 1). */
    static double uniform(long seed, int i) {
        return (word(seed, i) >>> 40) * 0x1p-24;
    }

    /** Returns sums of 12 uniform numbers minus 6: nearly normal, with mean 0 and variance 1. */
    static float[][] bell(long seed, int n, int d) {
        float[][] rows = new float[n][d];
        for (int i = 0; i < n * d; i++) {
            double sum = -6;
            for (int k = 0; k < 12; k++) {
                sum += uniform(seed, 12 * i + k);
            }
            rows[i / d][i % d] = (float) sum;
        }
        return rows;
    }

    /** Returns a column of a table. */
    static double[] column(float[][] rows, int j) {
        double[] column = new double[rows.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = rows[i][j];
        }
        return column;
    }
}
