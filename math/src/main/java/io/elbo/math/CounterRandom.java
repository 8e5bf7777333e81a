package io.elbo.math;

/**
 * Random numbers without state, by Philox 4x32-10: each is a function of (seed, purpose, step, row, element) only, so
 * neither the number of threads nor the order of work shows in them.
 *
 * @param seed the key
 * @param stream the number of the purpose
 */
public record CounterRandom(long seed, int stream) {
    /** The stream of a purpose given in words. */
    public static CounterRandom of(long seed, String purpose) {
        return new CounterRandom(seed, Noise.stream(purpose));
    }

    /** Fills with uniform numbers in (0, 1), starting with element {@code first}, a multiple of 4. */
    public void uniform(int step, int row, int first, float[] to, int at, int n) {
        Noise.uniform(seed, stream, step, row, first, to, at, n);
    }

    /** Fills with normal numbers of mean 0 and variance 1. */
    public void normal(int step, int row, float[] to, int at, int n) {
        Noise.normal(seed, stream, step, row, to, at, n);
    }

    /** A random order of 0 to {@code n - 1} (Fisher and Yates), one for each step. */
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
     * Some of 0 to {@code n - 1}, each as likely as any other, without looking at them twice: each is taken with the probability that
     * as many are reached as are wanted (selection sampling; Fan, Muller and Rezucha 1962).
     *
     * @param some at most n
     * @return rising
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
