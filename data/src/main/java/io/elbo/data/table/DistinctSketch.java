package io.elbo.data.table;

/**
 * Estimates the number of different texts, to 1.6 %, in 4 KiB (Flajolet et al. 2007, HyperLogLog).
 *
 * <p>The first bits of a text's hash choose one of m registers. The register keeps the maximum number of leading zeros of the
 * remaining bits. The estimate is 0.7213 / (1 + 1.079 / m) m^2 / sum(2^-register), or m log(m / empty registers) for small
 * counts.
 */
final class DistinctSketch {
    private static final int BITS = 12;
    private static final int REGISTERS = 1 << BITS;

    private final byte[] registers = new byte[REGISTERS];

    void add(String text) {
        long hash = text.hashCode() * 0x9E3779B97F4A7C15L + text.length(); // hashCode is specified by Java
        hash = (hash ^ hash >>> 30) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ hash >>> 27) * 0x94D049BB133111EBL;
        hash ^= hash >>> 31;
        int register = (int) (hash >>> 64 - BITS);
        int zeros = Long.numberOfLeadingZeros(hash << BITS | 1L << BITS - 1) + 1;
        registers[register] = (byte) Math.max(registers[register], zeros);
    }

    long estimate() {
        double sum = 0;
        int empty = 0;
        for (byte register : registers) {
            sum += Math.scalb(1.0, -register);
            empty += register == 0 ? 1 : 0;
        }
        double raw = 0.7213 / (1 + 1.079 / REGISTERS) * REGISTERS * REGISTERS / sum;
        boolean few = raw <= 2.5 * REGISTERS && empty > 0;
        return Math.round(few ? REGISTERS * StrictMath.log((double) REGISTERS / empty) : raw);
    }
}
