package io.elbo.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.engine.Unary;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The elementary functions against double precision. */
class ScalarTest {
    private static final int STRIDE = Integer.getInteger("elbo.test.stride", 1009);

    /** The worst error in units of the last place of the exact result, over floats of both signs in a range of sizes. */
    private static double worst(Unary f, DoubleUnaryOperator reference, float least, float greatest, boolean negative) {
        double worst = 0;
        float where = 0;
        int last = Float.floatToIntBits(greatest);
        for (int bits = Float.floatToIntBits(least); bits <= last; bits += STRIDE) {
            for (int sign = 0; sign < (negative ? 2 : 1); sign++) {
                float x = Float.intBitsToFloat(bits | sign << 31);
                double exact = reference.applyAsDouble(x);
                if (Math.abs(exact) < Float.MIN_NORMAL || Math.abs(exact) > Float.MAX_VALUE) {
                    continue;
                }
                double error = Math.abs(Scalar.apply(f, x) - exact) / Math.ulp((float) exact);
                if (!(error <= worst)) {
                    worst = error;
                    where = x;
                }
            }
        }
        if (Boolean.getBoolean("elbo.test.figures")) {
            System.out.println(f + ": " + worst + " ulp at " + where);
        }
        return worst;
    }

    private static void assertAtMost(double bound, double worst) {
        assertTrue(worst <= bound, worst + " ulp");
    }

    @Test
    void expIsWithinTwoUlp() {
        assertAtMost(2, worst(Unary.EXP, StrictMath::exp, 1e-12f, 89, true));
    }

    @Test
    void logIsWithinTwoUlp() {
        assertAtMost(2, worst(Unary.LOG, StrictMath::log, Float.MIN_NORMAL, Float.MAX_VALUE, false));
        assertAtMost(2, worst(Unary.LOG, StrictMath::log, 0.4f, 2.5f, false));
    }

    @Test
    void logOfDenormalNumbersIsWithinTwoUlp() {
        assertAtMost(2, worst(Unary.LOG, StrictMath::log, Float.MIN_VALUE, Float.MIN_NORMAL, false));
    }

    @Test
    void tanhIsWithinTwoUlp() {
        assertAtMost(2, worst(Unary.TANH, StrictMath::tanh, 1e-30f, 100, true));
    }

    @Test
    void sigmoidIsWithinThreeUlp() {
        assertAtMost(3, worst(Unary.SIGMOID, Reference::sigmoid, 1e-12f, 100, true));
    }

    @Test
    void softplusIsWithinThreeUlp() {
        assertAtMost(3, worst(Unary.SOFTPLUS, Reference::softplus, 1e-12f, 1e30f, true));
    }

    @Test
    void erfIsWithinThreeUlp() {
        assertAtMost(3, worst(Unary.ERF, Reference::erf, 1e-30f, 10, true));
    }

    @Test
    void squareRootAndReciprocalAreExactlyRounded() {
        for (int bits = 0; bits >= 0; bits += 65_537) {
            float x = Float.intBitsToFloat(bits);
            // 53 digits are more than twice 24 and two: rounding twice is rounding once
            assertEquals((float) StrictMath.sqrt((double) x), Scalar.apply(Unary.SQRT, x));
            assertEquals((float) (1 / (double) x), Scalar.apply(Unary.RECIPROCAL, x));
        }
    }

    @Test
    void expOverflowsToInfinityAboveTheLogarithmOfTheGreatestFloat() {
        float last = (float) Math.log(Float.MAX_VALUE);
        while (Math.exp(last) > Float.MAX_VALUE) {
            last = Math.nextDown(last);
        }
        assertTrue(Scalar.exp(last) <= Float.MAX_VALUE);
        assertEquals(Float.POSITIVE_INFINITY, Scalar.exp(Math.nextUp(last)));
        assertEquals(Float.POSITIVE_INFINITY, Scalar.exp(Float.MAX_VALUE));
        assertEquals(Float.POSITIVE_INFINITY, Scalar.exp(Float.POSITIVE_INFINITY));
    }

    @Test
    void expIsZeroBelowTheSmallestNormalNumber() {
        float last = (float) Math.log(Float.MIN_NORMAL);
        while (Math.exp(last) < Float.MIN_NORMAL) {
            last = Math.nextUp(last);
        }
        assertTrue(Scalar.exp(last) >= Float.MIN_NORMAL);
        assertEquals(0, Scalar.exp(Math.nextDown(last)));
        assertEquals(0, Scalar.exp(-Float.MAX_VALUE));
        assertEquals(0, Scalar.exp(Float.NEGATIVE_INFINITY));
    }

    @Test
    void exactValuesAreExact() {
        assertEquals(1, Scalar.exp(0));
        assertEquals(1, Scalar.exp(-0f));
        assertEquals(0, Scalar.log(1));
        assertEquals(0.5f, Scalar.sigmoid(0));
        assertEquals((float) Math.log(2), Scalar.softplus(0));
        assertEquals(0f, Scalar.tanh(0));
        assertEquals(0f, Scalar.erf(0));
        assertEquals(1, Scalar.tanh(Float.POSITIVE_INFINITY));
        assertEquals(-1, Scalar.tanh(Float.NEGATIVE_INFINITY));
        assertEquals(1, Scalar.erf(Float.POSITIVE_INFINITY));
        assertEquals(-1, Scalar.erf(Float.NEGATIVE_INFINITY));
        assertEquals(1, Scalar.sigmoid(Float.POSITIVE_INFINITY));
        assertEquals(0, Scalar.sigmoid(Float.NEGATIVE_INFINITY));
        assertEquals(Float.POSITIVE_INFINITY, Scalar.softplus(Float.POSITIVE_INFINITY));
        assertEquals(0, Scalar.softplus(Float.NEGATIVE_INFINITY));
        assertEquals(Float.MAX_VALUE, Scalar.softplus(Float.MAX_VALUE));
    }

    @Test
    void logHasTheLimitsOfTheLogarithm() {
        assertEquals(Float.NEGATIVE_INFINITY, Scalar.log(0));
        assertEquals(Float.NEGATIVE_INFINITY, Scalar.log(-0f));
        assertEquals(Float.POSITIVE_INFINITY, Scalar.log(Float.POSITIVE_INFINITY));
        for (float x : new float[] {-Float.MIN_VALUE, -1, -Float.MAX_VALUE, Float.NEGATIVE_INFINITY}) {
            assertEquals(Float.NaN, Scalar.log(x));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Unary.class,
            names = {"STEP"},
            mode = EnumSource.Mode.EXCLUDE)
    void notANumberStaysNotANumber(Unary f) {
        assertEquals(Float.NaN, Scalar.apply(f, Float.NaN));
    }

    @Test
    void reluAndStepAreWhatTheirFormulasSay() {
        for (float x : new float[] {-3, -Float.MIN_VALUE, -0f, 0, Float.MIN_VALUE, 3, Float.POSITIVE_INFINITY}) {
            assertEquals(x > 0 ? x : 0, Scalar.apply(Unary.RELU, x) + 0f);
            assertEquals(x > 0 ? 1 : 0, Scalar.apply(Unary.STEP, x));
        }
        assertEquals(0, Scalar.apply(Unary.STEP, Float.NaN));
    }

    @Test
    void sineAndCosineAreGoodToAFloat() {
        for (int i = -4096; i <= 4096; i++) {
            float t = i * 0x1p-15f;
            assertEquals(Math.sin(2 * Math.PI * t), Scalar.sine(t), 1e-7);
            assertEquals(Math.cos(2 * Math.PI * t), Scalar.cosine(t), 1.3e-7);
        }
    }
}
