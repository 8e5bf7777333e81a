package io.elbo.math;

/**
 * Random numbers addressed by (seed, row, column), independent of how many were drawn before. They come from two rounds of the
 * SplitMix64 finalizer (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). The finalizer is written out
 * here because the JDK does not guarantee that its own generator stays the same.
 */
public final class RowRandom {
    static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private RowRandom() {}

    /** Returns a uniform number in [0, 1). It is a multiple of 2^-24, so scaling it to a float range does not reach the upper end. */
    public static double uniform(long seed, long row, int column) {
        long rowSeed = mix(mix(seed + GOLDEN) + row * GOLDEN);
        return (mix(rowSeed + (column + 1) * GOLDEN) >>> 40) * 0x1p-24;
    }

    /** A bijection of 64 bits in which each output bit depends on all input bits. */
    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
