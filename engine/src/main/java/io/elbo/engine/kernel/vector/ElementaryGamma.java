package io.elbo.engine.kernel.vector;

import static io.elbo.engine.kernel.vector.Lanes.LANES;
import static io.elbo.engine.kernel.vector.Lanes.SPECIES;
import static io.elbo.math.elementary.Gamma.*;
import static io.elbo.math.elementary.Scalar.*;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * The gamma functions over arrays, for whole vectors only. They do the same operations as {@link io.elbo.math.elementary.Gamma}.
 * They compute both branches, and each element takes one of the results. See {@link Elementary} for why the loops have this form.
 */
final class ElementaryGamma {
    private ElementaryGamma() {}

    static void logGamma(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            VectorMask<Float> tiny = v.compare(LT, Float.MIN_NORMAL);
            FloatVector scaled = v.blend(v.mul(0x1p23f), tiny);
            IntVector bits = scaled.reinterpretAsInts().sub(SQRT_HALF_BITS);
            FloatVector k = (FloatVector) bits.lanewise(ASHR, 23).convert(I2F, 0);
            k = k.blend(k.sub(23), tiny);
            FloatVector f =
                    bits.and(0x7fffff).add(SQRT_HALF_BITS).reinterpretAsFloats().sub(1);
            FloatVector s = f.div(f.add(2));
            FloatVector z = s.mul(s);
            FloatVector q = z.mul(FloatVector.broadcast(SPECIES, LOG_9)
                    .fma(z, FloatVector.broadcast(SPECIES, LOG_7))
                    .fma(z, FloatVector.broadcast(SPECIES, LOG_5))
                    .fma(z, FloatVector.broadcast(SPECIES, LOG_3)));
            FloatVector low = k.fma(FloatVector.broadcast(SPECIES, LN2_LOW), f.sub(s.mul(f.sub(q))));

            FloatVector r = FloatVector.broadcast(SPECIES, 1).div(v);
            FloatVector w = FloatVector.broadcast(SPECIES, STIRLING_5)
                    .fma(r.mul(r), FloatVector.broadcast(SPECIES, STIRLING_3))
                    .fma(r.mul(r), FloatVector.broadcast(SPECIES, STIRLING_1))
                    .fma(r, FloatVector.broadcast(SPECIES, STIRLING));
            FloatVector large = v.sub(0.5f)
                    .fma(
                            k.fma(FloatVector.broadcast(SPECIES, LN2_HIGH), FloatVector.broadcast(SPECIES, -1))
                                    .add(low),
                            w);

            VectorMask<Float> belowSmall = v.compare(LT, LOG_GAMMA_SMALL);
            FloatVector u = v.sub(FloatVector.broadcast(SPECIES, 2).blend(1, belowSmall));
            FloatVector p = FloatVector.broadcast(SPECIES, LOG_GAMMA_10)
                    .fma(u, FloatVector.broadcast(SPECIES, LOG_GAMMA_9))
                    .fma(u, FloatVector.broadcast(SPECIES, LOG_GAMMA_8))
                    .fma(u, FloatVector.broadcast(SPECIES, LOG_GAMMA_7))
                    .fma(u, FloatVector.broadcast(SPECIES, LOG_GAMMA_6))
                    .fma(u, FloatVector.broadcast(SPECIES, LOG_GAMMA_5))
                    .fma(u, FloatVector.broadcast(SPECIES, LOG_GAMMA_4))
                    .fma(u, FloatVector.broadcast(SPECIES, LOG_GAMMA_3))
                    .fma(u, FloatVector.broadcast(SPECIES, LOG_GAMMA_2))
                    .fma(u, FloatVector.broadcast(SPECIES, LOG_GAMMA_1))
                    .fma(u, FloatVector.broadcast(SPECIES, LOG_GAMMA_0));
            FloatVector log = k.fma(FloatVector.broadcast(SPECIES, LN2_HIGH), low);
            FloatVector small = u.fma(p, FloatVector.broadcast(SPECIES, 0).blend(log.neg(), belowSmall));
            FloatVector result = large.blend(small, v.compare(LT, LOG_GAMMA_LARGE));
            FloatVector.broadcast(SPECIES, Float.NaN)
                    .blend(result, v.compare(GT, 0))
                    .intoArray(y, yAt + i);
        }
    }

    static void digamma(float[] x, int xAt, float[] y, int yAt, int n) {
        Elementary.log(x, xAt, y, yAt, n);
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            FloatVector r = FloatVector.broadcast(SPECIES, 1).div(v);
            FloatVector z = r.mul(r);
            FloatVector q = FloatVector.broadcast(SPECIES, DIGAMMA_LARGE_8)
                    .fma(z, FloatVector.broadcast(SPECIES, DIGAMMA_LARGE_6))
                    .fma(z, FloatVector.broadcast(SPECIES, DIGAMMA_LARGE_4))
                    .fma(z, FloatVector.broadcast(SPECIES, DIGAMMA_LARGE_2));
            FloatVector large = FloatVector.fromArray(SPECIES, y, yAt + i).sub(z.fma(q, r.mul(0.5f)));

            VectorMask<Float> belowOne = v.compare(LT, 1);
            FloatVector u = v.sub(FloatVector.broadcast(SPECIES, 1.5f).blend(0.5f, belowOne));
            FloatVector p = FloatVector.broadcast(SPECIES, DIGAMMA_9)
                    .fma(u, FloatVector.broadcast(SPECIES, DIGAMMA_8))
                    .fma(u, FloatVector.broadcast(SPECIES, DIGAMMA_7))
                    .fma(u, FloatVector.broadcast(SPECIES, DIGAMMA_6))
                    .fma(u, FloatVector.broadcast(SPECIES, DIGAMMA_5))
                    .fma(u, FloatVector.broadcast(SPECIES, DIGAMMA_4))
                    .fma(u, FloatVector.broadcast(SPECIES, DIGAMMA_3))
                    .fma(u, FloatVector.broadcast(SPECIES, DIGAMMA_2))
                    .fma(u, FloatVector.broadcast(SPECIES, DIGAMMA_1))
                    .fma(u, FloatVector.broadcast(SPECIES, DIGAMMA_0));
            FloatVector zero = FloatVector.broadcast(SPECIES, DIGAMMA_ZERO).blend(DIGAMMA_ZERO - 1, belowOne);
            FloatVector fromZero = v.sub(zero).sub(DIGAMMA_ZERO_LOW);
            FloatVector small =
                    fromZero.fma(p, FloatVector.broadcast(SPECIES, 0).blend(r.neg(), belowOne));
            FloatVector result = large.blend(small, v.compare(LT, DIGAMMA_LARGE));
            FloatVector.broadcast(SPECIES, Float.NaN)
                    .blend(result, v.compare(GT, 0))
                    .intoArray(y, yAt + i);
        }
    }

    static void trigamma(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            VectorMask<Float> isSmall = v.compare(LT, DIGAMMA_LARGE);
            FloatVector r = FloatVector.broadcast(SPECIES, 1).div(v.blend(v.add(2), isSmall));
            FloatVector z = r.mul(r);
            FloatVector q = FloatVector.broadcast(SPECIES, TRIGAMMA_11)
                    .fma(z, FloatVector.broadcast(SPECIES, TRIGAMMA_9))
                    .fma(z, FloatVector.broadcast(SPECIES, TRIGAMMA_7))
                    .fma(z, FloatVector.broadcast(SPECIES, TRIGAMMA_5))
                    .fma(z, FloatVector.broadcast(SPECIES, TRIGAMMA_3));
            FloatVector large = r.mul(z).fma(q, z.fma(FloatVector.broadcast(SPECIES, 0.5f), r));
            FloatVector first = FloatVector.broadcast(SPECIES, 1).div(v);
            FloatVector second = FloatVector.broadcast(SPECIES, 1).div(v.add(1));
            FloatVector small = first.fma(first, second.fma(second, large));
            FloatVector.broadcast(SPECIES, Float.NaN)
                    .blend(large.blend(small, isSmall), v.compare(GT, 0))
                    .intoArray(y, yAt + i);
        }
    }
}
