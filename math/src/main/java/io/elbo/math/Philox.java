package io.elbo.math;

/**
 * The counter-based generator Philox 4x32-10. It maps a 128-bit counter and a 64-bit key to four random 32-bit words and has no
 * state. Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */
public final class Philox {
    private static final long M0 = 0xD2511F53L;
    private static final long M1 = 0xCD9E8D57L;
    private static final int W0 = 0x9E3779B9;
    private static final int W1 = 0xBB67AE85;
    private static final int ROUNDS = 10;
    private static final long LOW = 0xFFFFFFFFL;

    private Philox() {}

    /** Writes the four words of a counter. */
    public static void words(long key, int counter0, int counter1, int counter2, int counter3, int[] to) {
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        int c0 = counter0;
        int c1 = counter1;
        int c2 = counter2;
        int c3 = counter3;
        for (int i = 0; i < ROUNDS; i++) {
            long p0 = M0 * (c0 & LOW);
            long p1 = M1 * (c2 & LOW);
            c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c1 = (int) p1;
            c3 = (int) p0;
            k0 += W0;
            k1 += W1;
        }
        to[0] = c0;
        to[1] = c1;
        to[2] = c2;
        to[3] = c3;
    }
}
