package io.elbo.math.elementary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Compares with {@link Math#fma(float, float, float)}, which the JDK specifies as exactly rounded. */
class FmaTest {
    /** Without the instruction, the JDK uses decimal arithmetic, which is slow. */
    private static final int CASES = Fma.HARDWARE ? 2_000_000 : 20_000;

    private final Random random = new Random(1);

    private static void check(float a, float b, float c) {
        int expected = Float.floatToIntBits(Math.fma(a, b, c));
        int actual = Float.floatToIntBits(Fma.emulated(a, b, c));
        if (expected != actual) {
            assertEquals(
                    Float.toHexString(Float.intBitsToFloat(expected)),
                    Float.toHexString(Float.intBitsToFloat(actual)),
                    () -> Float.toHexString(a) + " * " + Float.toHexString(b) + " + " + Float.toHexString(c));
        }
    }

    private float bits() {
        return Float.intBitsToFloat(random.nextInt());
    }

    /** Returns a number with an exponent in a range. */
    private float scaled(int least, int greatest) {
        float sign = random.nextBoolean() ? 1 : -1;
        return sign * Math.scalb(1 + random.nextFloat(), least + random.nextInt(greatest - least + 1));
    }

    @Test
    void emulationIsExactOnRandomBits() {
        for (int i = 0; i < CASES; i++) {
            check(bits(), bits(), bits());
        }
    }

    @Test
    void emulationIsExactOnNumbersOfLikeSize() {
        for (int i = 0; i < CASES; i++) {
            check(scaled(-2, 2), scaled(-2, 2), scaled(-30, 30));
        }
    }

    @Test
    void emulationIsExactWhereTheSumCancels() {
        for (int i = 0; i < CASES; i++) {
            float a = scaled(-3, 3);
            float b = scaled(-3, 3);
            float c = -(a * b);
            check(a, b, c);
            check(a, b, Math.nextUp(c));
            check(a, b, Math.nextDown(c));
        }
    }

    @Tag("slow")
    @Test
    void emulationIsExactOnSubnormalResults() {
        for (int i = 0; i < CASES; i++) {
            check(scaled(-80, -60), scaled(-80, -60), scaled(-149, -124));
            check(scaled(-149, -126), scaled(-1, 1), scaled(-149, -126));
        }
    }

    @Tag("slow")
    @Test
    void emulationIsExactAroundOverflow() {
        for (int i = 0; i < CASES; i++) {
            check(scaled(62, 64), scaled(62, 64), scaled(120, 127));
            check(scaled(0, 1), scaled(126, 127), scaled(100, 127));
        }
    }

    /** Products whose sum is halfway between two floats, except for a summand far below the double's last place. */
    @Test
    void emulationIsExactNextToHalfwayCases() {
        float[] tiny = {0, Float.MIN_VALUE, -Float.MIN_VALUE, 0x1p-100f, -0x1p-100f, 0x1p-60f, -0x1p-60f};
        for (int i = 0; i < CASES / 20; i++) {
            // (1 + x 2^-12)(1 + y 2^-12) has 24 binary places: it is halfway where the last is odd
            float a = 1 + random.nextInt(4096) * 0x1p-12f;
            float b = 1 + random.nextInt(4096) * 0x1p-12f;
            for (float c : tiny) {
                check(a, b, c);
                check(-a, b, c);
            }
            // here the summand is greater, and the product is half of its last place and a little more
            float large = scaled(10, 12);
            float half = Math.ulp(large) / 2;
            for (float factor : new float[] {1, Math.nextUp(1f), Math.nextDown(1f)}) {
                check(half, factor, large);
                check(-half, factor, large);
            }
        }
    }

    @Test
    void emulationKnowsInfinitiesZerosAndNaN() {
        float[] special = {
            0,
            -0f,
            1,
            -1,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            Float.MIN_NORMAL,
            -Float.MIN_NORMAL,
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN,
            Math.nextDown(Float.MIN_NORMAL),
            0x1p-75f,
            0x1p64f
        };
        for (float a : special) {
            for (float b : special) {
                for (float c : special) {
                    check(a, b, c);
                }
            }
        }
    }
}
