package io.elbo.math;

/**
 * Stateless random numbers by Philox 4x32-10. Each number depends only on (seed, purpose, step, row, element), so results do not
 * depend on the number of threads or the order of work.
 *
 * @param seed the key
 * @param stream the stream number of the purpose
 */
public record CounterRandom(long seed, int stream) {
    /** Returns the stream for a named purpose. */
    public static CounterRandom of(long seed, String purpose) {
        return new CounterRandom(seed, Noise.stream(purpose));
    }

    /** Fills the array with uniform numbers in (0, 1), starting with element {@code first}, a multiple of 4. */
    public void uniform(int step, int row, int first, float[] to, int at, int n) {
        Noise.uniform(seed, stream, step, row, first, to, at, n);
    }

    /** Fills the array with normal numbers of mean 0 and variance 1. */
    public void normal(int step, int row, float[] to, int at, int n) {
        Noise.normal(seed, stream, step, row, to, at, n);
    }

    /** Returns a random permutation of 0 to {@code n - 1} (Fisher and Yates), one for each step. */
    public int[] permutation(int step, int n) {
        int[] order = new int[n];
        int[] words = new int[4];
        for (int i = 0; i < n; i++) {
            if (i % 4 == 0) {
                Philox.words(seed, i >> 2, 0, step, stream, words);
            }
            int other = (int) ((words[i % 4] & 0xFFFFFFFFL) * (i + 1) >>> 32);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    /**
     * Chooses {@code some} of 0 to {@code n - 1} without replacement. Every subset of that size is equally likely (selection
     * sampling; Fan, Muller and Rezucha 1962).
     *
     * @param some at most n
     * @return the chosen numbers in ascending order
     */
    public int[] choice(int step, int n, int some) {
        int[] chosen = new int[some];
        float[] uniform = new float[1];
        int next = 0;
        for (int i = 0; i < n && next < some; i++) {
            uniform(step, i, 0, uniform, 0, 1);
            if ((double) uniform[0] * (n - i) < some - next) {
                chosen[next++] = i;
            }
        }
        return chosen;
    }
}
