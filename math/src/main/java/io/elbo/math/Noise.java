package io.elbo.math;

import io.elbo.math.elementary.Scalar;
import java.nio.charset.StandardCharsets;

/** Random numbers addressed by (seed, stream, step, row, element); see {@link Philox}. */
public final class Noise {
    private static final ThreadLocal<int[]> WORDS = ThreadLocal.withInitial(() -> new int[4]);

    private Noise() {}

    /**
     * Returns a stream number for a named purpose (32-bit FNV-1a). It is always negative, so it never equals a small fixed stream
     * number.
     */
    public static int stream(String purpose) {
        int hash = 0x811C9DC5;
        for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x01000193;
        }
        return hash | 0x8000_0000;
    }

    /** Fills the array with uniform numbers in (0, 1): the midpoints of 2^23 equal intervals. */
    public static void uniform(long seed, int stream, int step, int row, float[] to, int at, int n) {
        uniform(seed, stream, step, row, 0, to, at, n);
    }

    /** Fills the array with uniform numbers, starting with element {@code first}, a multiple of 4. */
    public static void uniform(long seed, int stream, int step, int row, int first, float[] to, int at, int n) {
        int[] words = WORDS.get();
        for (int i = 0; i < n; i += 4) {
            Philox.words(seed, first + i >> 2, row, step, stream, words);
            for (int j = 0; j < Math.min(4, n - i); j++) {
                to[at + i + j] = open(words[j]);
            }
        }
    }

    /** Fills the array with normal numbers of mean 0 and variance 1. Each pair of words gives a pair of numbers (Box and Muller). */
    public static void normal(long seed, int stream, int step, int row, float[] to, int at, int n) {
        int[] words = WORDS.get();
        for (int i = 0; i < n; i += 4) {
            Philox.words(seed, i >> 2, row, step, stream, words);
            pair(words[0], words[1], to, at + i, n - i);
            pair(words[2], words[3], to, at + i + 2, n - i - 2);
        }
    }

    private static void pair(int first, int second, float[] to, int at, int room) {
        if (room <= 0) {
            return;
        }
        float radius = (float) Math.sqrt(-2 * Scalar.log(open(first)));
        // the angle in turns: the nearest quarter turn and the remainder
        int quarter = (second + 0x2000_0000) >>> 30;
        float t = (second + 0x2000_0000 & 0x3fff_ffff) * 0x1p-32f - 0.125f;
        float sine = Scalar.sine(t);
        float cosine = Scalar.cosine(t);
        float x = (quarter & 1) == 0 ? cosine : -sine;
        float y = (quarter & 1) == 0 ? sine : cosine;
        to[at] = radius * (quarter >= 2 ? -x : x);
        if (room > 1) {
            to[at + 1] = radius * (quarter >= 2 ? -y : y);
        }
    }

    private static float open(int word) {
        return ((word >>> 9) + 0.5f) * 0x1p-23f;
    }
}
