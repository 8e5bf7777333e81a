package io.elbo.math.elementary;

import static io.elbo.math.elementary.Fma.fma;

/**
 * The elementary functions, one number at a time. Each is a fixed sequence of exactly rounded operations, so its bits are the
 * same on every machine. The vector kernels perform the same sequence. The coefficients are minimax fits made for elbo (Lawson's
 * iteration in double precision).
 */
public final class Scalar {
    /** Adding 1.5 * 2^23 rounds to an integer, which is then in the low bits. */
    public static final float ROUND = 0x1.8p23f;

    public static final float LOG2_E = 0x1.715476p0f;
    public static final float LN2_HIGH = 0x1.62e4p-1f;
    public static final float LN2_LOW = 0x1.7f7d1cp-20f;
    /** e^x is infinite above this. */
    public static final float EXP_HIGHEST = 0x1.62e42ep6f;
    /** e^x is less than the smallest normal number below this. */
    public static final float EXP_LOWEST = -0x1.5d589ep6f;

    public static final float EXP_2 = 0x1.fffffcp-2f;
    public static final float EXP_3 = 0x1.555492p-3f;
    public static final float EXP_4 = 0x1.5558eep-5f;
    public static final float EXP_5 = 0x1.1239d4p-7f;
    public static final float EXP_6 = 0x1.6a25c4p-10f;

    public static final float LOG_3 = 0x1.555554p-1f;
    public static final float LOG_5 = 0x1.999a82p-2f;
    public static final float LOG_7 = 0x1.243718p-2f;
    public static final float LOG_9 = 0x1.e33d1ep-3f;
    /** The bits of sqrt(1/2): mantissas are scaled to sqrt(1/2) .. sqrt(2). */
    public static final int SQRT_HALF_BITS = 0x3f3504f3;

    public static final int ONE_BITS = 0x3f800000;

    public static final float LOG1P_3 = 0x1.555558p-1f;
    public static final float LOG1P_5 = 0x1.9996bp-2f;
    public static final float LOG1P_7 = 0x1.2508b2p-2f;
    public static final float LOG1P_9 = 0x1.b6e6ccp-3f;
    public static final float LOG1P_11 = 0x1.f17342p-3f;

    public static final float TANH_SMALL = 0.625f;
    public static final float TANH_3 = -0x1.555532p-2f;
    public static final float TANH_5 = 0x1.110726p-3f;
    public static final float TANH_7 = -0x1.b83c58p-5f;
    public static final float TANH_9 = 0x1.522692p-6f;
    public static final float TANH_11 = -0x1.75e1a8p-8f;

    public static final float ERF_1 = 0x1.20dd74p0f;
    public static final float ERF_3 = -0x1.81273ep-2f;
    public static final float ERF_5 = 0x1.ce2cf8p-4f;
    public static final float ERF_7 = -0x1.b7f90cp-6f;
    public static final float ERF_9 = 0x1.5405b2p-8f;
    public static final float ERF_11 = -0x1.a3f6fcp-11f;
    public static final float ERF_13 = 0x1.496a28p-14f;
    /** erf is 1 to a float's precision from here on. */
    public static final float ERF_HIGHEST = 4f;

    public static final float ERFC_CENTRE = 2.4f;
    public static final float ERFC_0 = 0x1.d1fb7ep2f;
    public static final float ERFC_1 = 0x1.4a82dap2f;
    public static final float ERFC_2 = 0x1.e18966p-1f;
    public static final float ERFC_3 = 0x1.817fe2p-7f;
    public static final float ERFC_4 = -0x1.398698p-9f;
    public static final float ERFC_5 = 0x1.ef83b4p-12f;
    public static final float ERFC_6 = -0x1.42f338p-14f;
    public static final float ERFC_7 = 0x1.6bd85p-16f;

    private static final float SIN_1 = 0x1.921fb6p2f;
    private static final float SIN_3 = -0x1.4abbcep5f;
    private static final float SIN_5 = 0x1.466bbap6f;
    private static final float SIN_7 = -0x1.32ca86p6f;
    private static final float SIN_9 = 0x1.4bc256p5f;
    private static final float COS_2 = -0x1.3bd3ccp4f;
    private static final float COS_4 = 0x1.03c1dap6f;
    private static final float COS_6 = -0x1.55c4eap6f;
    private static final float COS_8 = 0x1.d99f54p5f;

    private Scalar() {}

    public static float exp(float x) {
        float t = fma(x, LOG2_E, ROUND);
        float n = t - ROUND;
        float r = fma(n, -LN2_LOW, fma(n, -LN2_HIGH, x));
        float p = fma(fma(fma(fma(EXP_6, r, EXP_5), r, EXP_4), r, EXP_3), r, EXP_2);
        float m = fma(r * r, p, r) + 1;
        float y = Float.intBitsToFloat(Float.floatToRawIntBits(m) + (Float.floatToRawIntBits(t) << 23));
        y = x < EXP_LOWEST ? 0 : y;
        y = x > EXP_HIGHEST ? Float.POSITIVE_INFINITY : y;
        return x != x ? x : y;
    }

    public static float log(float x) {
        boolean tiny = x < Float.MIN_NORMAL;
        float scaled = tiny ? x * 0x1p23f : x;
        int bits = Float.floatToRawIntBits(scaled) - SQRT_HALF_BITS;
        int e = bits >> 23;
        float n = tiny ? e - 23f : e;
        float f = Float.intBitsToFloat((bits & 0x7fffff) + SQRT_HALF_BITS) - 1;
        float s = f / (f + 2);
        float z = s * s;
        float q = z * fma(fma(fma(LOG_9, z, LOG_7), z, LOG_5), z, LOG_3);
        // ln(1 + f) = 2 s + s q, and 2 s = f - s f
        float m = f - s * (f - q);
        float y = fma(n, LN2_HIGH, fma(n, LN2_LOW, m));
        y = x == 0 ? Float.NEGATIVE_INFINITY : y;
        y = x == Float.POSITIVE_INFINITY ? x : y;
        return x < 0 || x != x ? Float.NaN : y;
    }

    /** Returns {@code ln(1 + u)} for {@code 0 <= u <= 1}. */
    static float log1p(float u) {
        float s = u / (u + 2);
        float z = s * s;
        float q = z * fma(fma(fma(fma(LOG1P_11, z, LOG1P_9), z, LOG1P_7), z, LOG1P_5), z, LOG1P_3);
        return u - s * (u - q);
    }

    public static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        float r = 1 / (e + 1);
        return x < 0 ? e * r : r;
    }

    public static float softplus(float x) {
        return (x < 0 ? 0 : x) + log1p(exp(-Math.abs(x)));
    }

    public static float tanh(float x) {
        float a = Math.abs(x);
        float z = x * x;
        float p = fma(fma(fma(fma(TANH_11, z, TANH_9), z, TANH_7), z, TANH_5), z, TANH_3);
        float small = fma(z * p, x, x);
        float large = 1 - 2 / (exp(a + a) + 1);
        large = x < 0 ? -large : large;
        return a < TANH_SMALL ? small : large;
    }

    public static float erf(float x) {
        float a = Math.abs(x);
        float z = x * x;
        float p = fma(fma(fma(fma(fma(fma(ERF_13, z, ERF_11), z, ERF_9), z, ERF_7), z, ERF_5), z, ERF_3), z, ERF_1);
        float small = p * x;
        float t = a - ERFC_CENTRE;
        float g = fma(fma(fma(fma(ERFC_7, t, ERFC_6), t, ERFC_5), t, ERFC_4), t, ERFC_3);
        g = fma(fma(fma(g, t, ERFC_2), t, ERFC_1), t, ERFC_0);
        float large = 1 - exp(-g);
        large = a > ERF_HIGHEST ? 1 : large;
        large = x < 0 ? -large : large;
        return a < 1 ? small : x != x ? x : large;
    }

    /** Returns {@code sin(2 pi t)} for {@code -1/8 <= t <= 1/8}. */
    public static float sine(float t) {
        float z = t * t;
        return t * fma(fma(fma(fma(SIN_9, z, SIN_7), z, SIN_5), z, SIN_3), z, SIN_1);
    }

    /** Returns {@code cos(2 pi t)} for {@code -1/8 <= t <= 1/8}. */
    public static float cosine(float t) {
        float z = t * t;
        return fma(fma(fma(fma(COS_8, z, COS_6), z, COS_4), z, COS_2), z, 1);
    }
}
