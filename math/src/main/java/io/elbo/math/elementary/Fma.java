package io.elbo.math.elementary;

/**
 * Fused multiply-add: {@code a * b + c}, rounded once. Uses {@link Math#fma(float, float, float)} where the processor has the
 * instruction. Elsewhere the JDK falls back to decimal arithmetic, which is thousands of times slower, so this class uses double
 * arithmetic instead. Both are exactly rounded, so results do not depend on the choice.
 */
public final class Fma {
    /** Whether {@link Math#fma} is a processor instruction here. Measured, because no API reports it. */
    public static final boolean HARDWARE = measure();

    private Fma() {}

    public static float fma(float a, float b, float c) {
        return HARDWARE ? Math.fma(a, b, c) : emulated(a, b, c);
    }

    /**
     * Computes the result in double arithmetic. The product of two floats is exact in double. The sum is rounded to odd (Boldo
     * and Melquiond, "Emulation of FMA and correctly rounded sums", 2008), so rounding it to float gives the rounding of the
     * exact value.
     */
    static float emulated(float a, float b, float c) {
        double product = (double) a * b;
        double sum = product + c;
        double part = sum - product;
        double error = (product - (sum - part)) + (c - part);
        if (error != 0 && (Double.doubleToRawLongBits(sum) & 1) == 0) {
            // error is also non-zero for NaN and infinity; those sums stay as they are
            if (Math.abs(sum) <= Double.MAX_VALUE) {
                boolean away = (error > 0) == (sum > 0);
                sum = Double.longBitsToDouble(Double.doubleToRawLongBits(sum) + (away ? 1 : -1));
            }
        }
        return (float) sum;
    }

    private static boolean measure() {
        long best = Long.MAX_VALUE;
        float x = 0.5f;
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            for (int j = 0; j < 10; j++) {
                x = Math.fma(x, 0.5f, 0.25f);
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        // ten calls of the instruction take a microsecond or less even when interpreted; decimal arithmetic takes tens
        // of microseconds
        return best < 3_000 && x > 0;
    }
}
