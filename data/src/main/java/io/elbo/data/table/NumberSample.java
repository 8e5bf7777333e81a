package io.elbo.data.table;

import java.util.Arrays;

/** A uniform sample of a stream of numbers (Vitter's algorithm R), the same in every run. */
final class NumberSample {
    private final int most;
    private double[] values = new double[16];
    private long seen;
    private long state;

    /** @param seed different for each column */
    NumberSample(int most, long seed) {
        this.most = most;
        this.state = seed;
    }

    void add(double value) {
        seen++;
        if (seen <= most) {
            if (seen > values.length) {
                values = Arrays.copyOf(values, Math.min(most, 2 * values.length));
            }
            values[(int) seen - 1] = value;
            return;
        }
        state += 0x9E3779B97F4A7C15L; // SplitMix64
        long z = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        long place = Math.floorMod((z ^ z >>> 31) >>> 1, seen);
        if (place < most) {
            values[(int) place] = value;
        }
    }

    /** Returns the numbers kept, in ascending order. */
    double[] sorted() {
        double[] sorted = Arrays.copyOf(values, (int) Math.min(seen, most));
        Arrays.sort(sorted);
        return sorted;
    }
}
