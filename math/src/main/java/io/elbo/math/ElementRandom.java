package io.elbo.math;

/**
 * Random numbers for one row, each a function of (purpose, seed, step, row, element) only: whoever asks, in whatever
 * order and however often, gets the same. Element i is the i-th number of a SplitMix64 generator (see {@link RowRandom})
 * whose state is a hash of the rest of the address.
 *
 * @param key the hash
 */
public record ElementRandom(long key) {
    private static final int SHUFFLE = -1;

    /**
     * The numbers of a row.
     *
     * @param purpose keeps apart what is done to the same row for different reasons
     */
    public static ElementRandom of(int purpose, long seed, int step, int row) {
        long stream = RowRandom.mix(RowRandom.mix(seed + RowRandom.GOLDEN) + purpose * RowRandom.GOLDEN);
        // step and row fill one word, so that no two of them share a key
        long address = (long) step << 32 | row & 0xFFFFFFFFL;
        return new ElementRandom(RowRandom.mix(stream + RowRandom.mix(address)));
    }

    /** Uniform in (0, 1): an odd multiple of 2^-53, so that neither end is reached and 1 - u is as likely as u. */
    public double uniform(int element) {
        long bits = RowRandom.mix(key + (element + 1L) * RowRandom.GOLDEN);
        return ((bits >>> 12) + 0.5) * 0x1p-52;
    }

    /** Uniform among 0 to {@code n - 1}. */
    public int below(int n, int element) {
        return (int) (uniform(element) * n);
    }

    /** Normal with mean 0 and variance 1, between -8.3 and 8.3. */
    public double normal(int element) {
        return FastNormalQuantile.of(uniform(element));
    }

    /** A random order of 0 to {@code n - 1} (Fisher and Yates), a function of n and the seed only. */
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
