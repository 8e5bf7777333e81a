package io.elbo.math;

/**
 * Random numbers for one row. Each number depends only on (purpose, seed, step, row, element), not on the order or number of
 * calls. Element i is the i-th number of a SplitMix64 generator (see {@link RowRandom}) whose state is a hash of the other four.
 *
 * @param key the hash
 */
public record ElementRandom(long key) {
    private static final int SHUFFLE = -1;

    /**
     * Returns the random numbers of a row.
     *
     * @param purpose separates random numbers that the same row needs for different purposes
     */
    public static ElementRandom of(int purpose, long seed, int step, int row) {
        long stream = RowRandom.mix(RowRandom.mix(seed + RowRandom.GOLDEN) + purpose * RowRandom.GOLDEN);
        // step and row fill one word, so no two pairs share a key
        long address = (long) step << 32 | row & 0xFFFFFFFFL;
        return new ElementRandom(RowRandom.mix(stream + RowRandom.mix(address)));
    }

    /** Returns a uniform number in (0, 1). It is an odd multiple of 2^-53, so it is never 0 or 1, and u and 1 - u are equally likely. */
    public double uniform(int element) {
        long bits = RowRandom.mix(key + (element + 1L) * RowRandom.GOLDEN);
        return ((bits >>> 12) + 0.5) * 0x1p-52;
    }

    /** Returns a uniform integer from 0 to {@code n - 1}. */
    public int below(int n, int element) {
        return (int) (uniform(element) * n);
    }

    /** Returns a normal number with mean 0 and variance 1, between -8.3 and 8.3. */
    public double normal(int element) {
        return FastNormalQuantile.of(uniform(element));
    }

    /** Returns a random permutation of 0 to {@code n - 1} (Fisher and Yates) that depends only on n and the seed. */
    public static int[] permutation(int n, long seed) {
        ElementRandom random = of(SHUFFLE, seed, 0, 0);
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int other = random.below(i + 1, i);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }
}
