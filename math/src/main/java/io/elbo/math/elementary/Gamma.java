package io.elbo.math.elementary;

import static io.elbo.math.elementary.Fma.fma;
import static io.elbo.math.elementary.Scalar.LN2_HIGH;
import static io.elbo.math.elementary.Scalar.LN2_LOW;
import static io.elbo.math.elementary.Scalar.LOG_3;
import static io.elbo.math.elementary.Scalar.LOG_5;
import static io.elbo.math.elementary.Scalar.LOG_7;
import static io.elbo.math.elementary.Scalar.LOG_9;
import static io.elbo.math.elementary.Scalar.SQRT_HALF_BITS;

/**
 * The logarithm of the gamma function and its derivatives, for x above 0, one number at a time, as in {@link Scalar}. Large x use
 * Stirling's series, with coefficients fitted to the range. Small x use the recurrence from x to x + 1. In between, each function
 * is a polynomial times a factor that is zero where the function is, so the error is small in units of the last place there too.
 * Returns NaN where x is not above 0.
 */
public final class Gamma {
    /** Stirling's series is used from here on. */
    public static final float LOG_GAMMA_LARGE = 2.5f;

    /** The recurrence is used below this; above, it would cancel most digits. */
    public static final float LOG_GAMMA_SMALL = 1.2f;

    /** {@code (ln(2 pi) - 1) / 2}; the coefficients compensate for its rounding. */
    public static final float STIRLING = 0x1.acfe3ap-2f;

    public static final float STIRLING_1 = 0x1.5554b4p-4f;
    public static final float STIRLING_3 = -0x1.69f0e2p-9f;
    public static final float STIRLING_5 = 0x1.4ca5b2p-11f;

    // ln Gamma(2 + u) / u for -1 <= u <= 1/2
    public static final float LOG_GAMMA_0 = 0x1.b0ee6p-2f;
    public static final float LOG_GAMMA_1 = 0x1.4a34cep-2f;
    public static final float LOG_GAMMA_2 = -0x1.13ded6p-4f;
    public static final float LOG_GAMMA_3 = 0x1.513478p-6f;
    public static final float LOG_GAMMA_4 = -0x1.e5612ap-8f;
    public static final float LOG_GAMMA_5 = 0x1.775a1p-9f;
    public static final float LOG_GAMMA_6 = -0x1.1b9e6p-10f;
    public static final float LOG_GAMMA_7 = 0x1.7ce14cp-11f;
    public static final float LOG_GAMMA_8 = -0x1.5a7a54p-12f;
    public static final float LOG_GAMMA_9 = -0x1.8ceee4p-12f;
    public static final float LOG_GAMMA_10 = -0x1.73a86cp-12f;

    /** The asymptotic series of digamma and trigamma are used from here on. */
    public static final float DIGAMMA_LARGE = 2;

    /** The zero of digamma, 1.4616..., to twice a float's precision. */
    public static final float DIGAMMA_ZERO = 0x1.762d86p0f;

    public static final float DIGAMMA_ZERO_LOW = 0x1.ab5f2p-27f;

    // digamma(3/2 + u) / (3/2 + u - DIGAMMA_ZERO) for -1/2 <= u <= 1/2
    public static final float DIGAMMA_0 = 0x1.e6f0ccp-1f;
    public static final float DIGAMMA_1 = -0x1.b1cb66p-2f;
    public static final float DIGAMMA_2 = 0x1.ec9fc2p-3f;
    public static final float DIGAMMA_3 = -0x1.2fec96p-3f;
    public static final float DIGAMMA_4 = 0x1.858f18p-4f;
    public static final float DIGAMMA_5 = -0x1.fc2d38p-5f;
    public static final float DIGAMMA_6 = 0x1.42e7aep-5f;
    public static final float DIGAMMA_7 = -0x1.a873b8p-6f;
    public static final float DIGAMMA_8 = 0x1.865a34p-6f;
    public static final float DIGAMMA_9 = -0x1.08cf14p-6f;

    public static final float DIGAMMA_LARGE_2 = 0x1.555458p-4f;
    public static final float DIGAMMA_LARGE_4 = -0x1.0ffa18p-7f;
    public static final float DIGAMMA_LARGE_6 = 0x1.d2c2bcp-9f;
    public static final float DIGAMMA_LARGE_8 = -0x1.df3e8cp-10f;

    public static final float TRIGAMMA_3 = 0x1.5554fap-3f;
    public static final float TRIGAMMA_5 = -0x1.10b45p-5f;
    public static final float TRIGAMMA_7 = 0x1.765c84p-6f;
    public static final float TRIGAMMA_9 = -0x1.7f7fap-6f;
    public static final float TRIGAMMA_11 = 0x1.16eap-6f;

    private Gamma() {}

    /** Returns {@code ln Gamma(x)}. */
    public static float logGamma(float x) {
        // ln x as in Scalar.log, but in separate parts: for large x, ln x - 1 needs full precision
        boolean tiny = x < Float.MIN_NORMAL;
        float scaled = tiny ? x * 0x1p23f : x;
        int bits = Float.floatToRawIntBits(scaled) - SQRT_HALF_BITS;
        int e = bits >> 23;
        float n = tiny ? e - 23f : e;
        float f = Float.intBitsToFloat((bits & 0x7fffff) + SQRT_HALF_BITS) - 1;
        float s = f / (f + 2);
        float z = s * s;
        float q = z * fma(fma(fma(LOG_9, z, LOG_7), z, LOG_5), z, LOG_3);
        float low = fma(n, LN2_LOW, f - s * (f - q));

        float r = 1 / x;
        float w = fma(r, fma(fma(STIRLING_5, r * r, STIRLING_3), r * r, STIRLING_1), STIRLING);
        float large = fma(x - 0.5f, fma(n, LN2_HIGH, -1) + low, w);

        float u = x - (x < LOG_GAMMA_SMALL ? 1 : 2);
        float p = fma(fma(fma(LOG_GAMMA_10, u, LOG_GAMMA_9), u, LOG_GAMMA_8), u, LOG_GAMMA_7);
        p = fma(fma(fma(fma(p, u, LOG_GAMMA_6), u, LOG_GAMMA_5), u, LOG_GAMMA_4), u, LOG_GAMMA_3);
        p = fma(fma(fma(p, u, LOG_GAMMA_2), u, LOG_GAMMA_1), u, LOG_GAMMA_0);
        float small = fma(u, p, x < LOG_GAMMA_SMALL ? -fma(n, LN2_HIGH, low) : 0);
        return x > 0 ? x < LOG_GAMMA_LARGE ? small : large : Float.NaN;
    }

    /** Returns {@code psi(x)}, the derivative of {@code ln Gamma(x)}. */
    public static float digamma(float x) {
        float r = 1 / x;
        float z = r * r;
        float q = fma(fma(fma(DIGAMMA_LARGE_8, z, DIGAMMA_LARGE_6), z, DIGAMMA_LARGE_4), z, DIGAMMA_LARGE_2);
        float large = Scalar.log(x) - fma(z, q, 0.5f * r);

        // psi(x + 1) - 1 / x where x < 1
        float u = x - (x < 1 ? 0.5f : 1.5f);
        float p = fma(fma(fma(DIGAMMA_9, u, DIGAMMA_8), u, DIGAMMA_7), u, DIGAMMA_6);
        p = fma(fma(fma(p, u, DIGAMMA_5), u, DIGAMMA_4), u, DIGAMMA_3);
        p = fma(fma(fma(p, u, DIGAMMA_2), u, DIGAMMA_1), u, DIGAMMA_0);
        float fromZero = x - (x < 1 ? DIGAMMA_ZERO - 1 : DIGAMMA_ZERO) - DIGAMMA_ZERO_LOW;
        float small = fma(fromZero, p, x < 1 ? -r : 0);
        return x > 0 ? x < DIGAMMA_LARGE ? small : large : Float.NaN;
    }

    /** Returns {@code psi'(x)}. */
    public static float trigamma(float x) {
        float t = x < DIGAMMA_LARGE ? x + 2 : x;
        float r = 1 / t;
        float z = r * r;
        float q = fma(fma(fma(fma(TRIGAMMA_11, z, TRIGAMMA_9), z, TRIGAMMA_7), z, TRIGAMMA_5), z, TRIGAMMA_3);
        float large = fma(r * z, q, fma(z, 0.5f, r));
        float first = 1 / x;
        float second = 1 / (x + 1);
        float small = fma(first, first, fma(second, second, large));
        return x > 0 ? x < DIGAMMA_LARGE ? small : large : Float.NaN;
    }
}
