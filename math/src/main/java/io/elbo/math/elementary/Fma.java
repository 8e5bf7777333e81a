package io.elbo.math.elementary;

/**
 * Fused multiply-add: {@code a * b + c} rounded once. {@link Math#fma(float, float, float)} where the processor has the
 * instruction; where it has not, the JDK falls back to decimal arithmetic, thousands of times slower, and our own double
 * arithmetic takes its place. Both are exactly rounded, so the choice shows in no result.
 */
public final class Fma {
    /** Whether {@link Math#fma} is an instruction here: measured, because no API tells. */
    public static final boolean HARDWARE = measure();

    private Fma() {}

    public static float fma(float a, float b, float c) {
        return HARDWARE ? Math.fma(a, b, c) : emulated(a, b, c);
    }

    /**
     * The product of two floats is exact in double; the sum is rounded to odd (Boldo and Melquiond, "Emulation of FMA
     * and correctly rounded sums", 2008), after which the rounding to float is that of the exact value.
     */
    static float emulated(float a, float b, float c) {
        double product = (double) a * b;
        double sum = product + c;
        double part = sum - product;
        double error = (product - (sum - part)) + (c - part);
        if (error != 0 && (Double.doubleToRawLongBits(sum) & 1) == 0) {
            // also true of NaN and infinite errors, whose sums are not finite: leave those as they are
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
        // ten calls: interpreted instructions take a microsecond or less, decimal arithmetic tens of them
        return best < 3_000 && x > 0;
    }
}
