package io.elbo.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.engine.Unary;
import io.elbo.engine.execution.Reference;
import io.elbo.math.elementary.Gamma;
import io.elbo.math.elementary.Scalar;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the elementary functions with double precision. */
class ElementwiseTest {
    private static final int STRIDE = Integer.getInteger("elbo.test.stride", 1009);

    /** Returns the largest error in units of the last place of the exact result, over floats of both signs in a range of magnitudes. */
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
                double error = Math.abs(Elementwise.apply(f, x) - exact) / Math.ulp((float) exact);
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

    /** Includes the neighbourhood of the zeros at 1 and 2. */
    @Test
    void logGammaIsWithinThreeUlp() {
        assertAtMost(3, worst(Unary.LOG_GAMMA, Reference::logGamma, Float.MIN_VALUE, 4e36f, false));
        assertAtMost(3, worst(Unary.LOG_GAMMA, Reference::logGamma, 0.25f, 8, false));
        for (float zero : new float[] {1, 2}) {
            float least = Float.intBitsToFloat(Float.floatToIntBits(zero) - 50 * STRIDE);
            float greatest = Float.intBitsToFloat(Float.floatToIntBits(zero) + 50 * STRIDE);
            assertAtMost(3, worst(Unary.LOG_GAMMA, Reference::logGamma, least, greatest, false));
        }
    }

    /** Within 0.001 of the zero, where the reference is accurate only to 1e-15, the bound is an absolute error of 1e-9. */
    @Test
    void digammaIsWithinThreeUlp() {
        float zero = Gamma.DIGAMMA_ZERO;
        assertAtMost(3, worst(Unary.DIGAMMA, Reference::digamma, 1e-38f, zero - 1e-3f, false));
        assertAtMost(3, worst(Unary.DIGAMMA, Reference::digamma, zero + 1e-3f, Float.MAX_VALUE, false));
        for (float x = zero - 1e-3f; x < zero + 1e-3f; x = Math.nextUp(x)) {
            assertEquals(Reference.digamma(x), Elementwise.apply(Unary.DIGAMMA, x), 1e-9);
        }
    }

    @Test
    void trigammaIsWithinThreeUlp() {
        assertAtMost(3, worst(Unary.TRIGAMMA, Reference::trigamma, 6e-20f, 8e37f, false));
    }

    /** Tests the references themselves: factorials, Legendre's duplication, and Gauss's values of digamma and trigamma. */
    @Test
    void theGammaFunctionsOfTheReferenceHaveTheirKnownValues() {
        double product = 1;
        for (int n = 1; n < 30; n++) {
            assertEquals(StrictMath.log(product), Reference.logGamma(n), 1e-13 * Math.max(1, StrictMath.log(product)));
            product *= n;
        }
        double euler = 0.57721566490153286061;
        assertEquals(0.5 * Math.log(Math.PI), Reference.logGamma(0.5), 1e-15);
        assertEquals(-euler, Reference.digamma(1), 1e-15);
        assertEquals(-euler - 2 * Math.log(2), Reference.digamma(0.5), 1e-14);
        assertEquals(0, Reference.digamma(1.46163214496836234126), 1e-15);
        assertEquals(Math.PI * Math.PI / 6, Reference.trigamma(1), 1e-14);
        assertEquals(Math.PI * Math.PI / 2, Reference.trigamma(0.5), 1e-14);
        for (double x = 0.05; x < 12; x += 0.03) {
            double doubled = Reference.logGamma(x)
                    + Reference.logGamma(x + 0.5)
                    + (2 * x - 1) * Math.log(2)
                    - 0.5 * Math.log(Math.PI);
            assertEquals(doubled, Reference.logGamma(2 * x), 1e-13);
        }
    }

    @Test
    void theGammaFunctionsHaveTheirLimits() {
        float inf = Float.POSITIVE_INFINITY;
        assertEquals(0f, Elementwise.apply(Unary.LOG_GAMMA, 1));
        assertEquals(0f, Elementwise.apply(Unary.LOG_GAMMA, 2));
        assertEquals((float) Math.log(2), Elementwise.apply(Unary.LOG_GAMMA, 3));
        assertEquals(inf, Elementwise.apply(Unary.LOG_GAMMA, Float.MAX_VALUE));
        assertEquals(inf, Elementwise.apply(Unary.LOG_GAMMA, inf));
        assertEquals(inf, Elementwise.apply(Unary.DIGAMMA, inf));
        assertEquals(-inf, Elementwise.apply(Unary.DIGAMMA, Float.MIN_VALUE));
        assertEquals(0f, Elementwise.apply(Unary.TRIGAMMA, inf));
        assertEquals(inf, Elementwise.apply(Unary.TRIGAMMA, Float.MIN_VALUE));
        for (Unary f : new Unary[] {Unary.LOG_GAMMA, Unary.DIGAMMA, Unary.TRIGAMMA}) {
            for (float x : new float[] {0, -0f, -Float.MIN_VALUE, -0.5f, -1, -Float.MAX_VALUE, -inf, Float.NaN}) {
                assertEquals(Float.NaN, Elementwise.apply(f, x), f + " of " + x);
            }
        }
    }

    @Test
    void squareRootAndReciprocalAreExactlyRounded() {
        for (int bits = 0; bits >= 0; bits += 65_537) {
            float x = Float.intBitsToFloat(bits);
            // 53 digits are more than twice 24 plus two, so rounding twice equals rounding once
            assertEquals((float) StrictMath.sqrt((double) x), Elementwise.apply(Unary.SQRT, x));
            assertEquals((float) (1 / (double) x), Elementwise.apply(Unary.RECIPROCAL, x));
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
        assertEquals(Float.NaN, Elementwise.apply(f, Float.NaN));
    }

    @Test
    void reluAndStepAreWhatTheirFormulasSay() {
        for (float x : new float[] {-3, -Float.MIN_VALUE, -0f, 0, Float.MIN_VALUE, 3, Float.POSITIVE_INFINITY}) {
            assertEquals(x > 0 ? x : 0, Elementwise.apply(Unary.RELU, x) + 0f);
            assertEquals(x > 0 ? 1 : 0, Elementwise.apply(Unary.STEP, x));
        }
        assertEquals(0, Elementwise.apply(Unary.STEP, Float.NaN));
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
