package io.elbo.engine.kernel.vector;

import static io.elbo.engine.kernel.vector.Lanes.LANES;
import static io.elbo.engine.kernel.vector.Lanes.SPECIES;
import static io.elbo.math.elementary.Scalar.*;
import static jdk.incubator.vector.VectorOperators.ABS;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * The elementary functions over arrays, for whole vectors only. They do the same operations as
 * {@link io.elbo.math.elementary.Scalar}. Each function is a loop with its own vectors. A function that needs e^x runs that loop
 * as a separate pass, over data that is still in cache. If methods passed vectors to each other, the JIT compiler might not
 * inline one of them, depending on the order of compilation, and would allocate every vector.
 */
final class Elementary {
    private Elementary() {}

    static void exp(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            FloatVector t = v.fma(FloatVector.broadcast(SPECIES, LOG2_E), FloatVector.broadcast(SPECIES, ROUND));
            FloatVector k = t.sub(ROUND);
            FloatVector r = k.fma(
                    FloatVector.broadcast(SPECIES, -LN2_LOW), k.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), v));
            FloatVector p = FloatVector.broadcast(SPECIES, EXP_6)
                    .fma(r, FloatVector.broadcast(SPECIES, EXP_5))
                    .fma(r, FloatVector.broadcast(SPECIES, EXP_4))
                    .fma(r, FloatVector.broadcast(SPECIES, EXP_3))
                    .fma(r, FloatVector.broadcast(SPECIES, EXP_2));
            FloatVector m = r.mul(r).fma(p, r).add(1);
            FloatVector e = m.reinterpretAsInts()
                    .add(t.reinterpretAsInts().lanewise(LSHL, 23))
                    .reinterpretAsFloats();
            e = e.blend(0, v.compare(LT, EXP_LOWEST));
            e = e.blend(Float.POSITIVE_INFINITY, v.compare(GT, EXP_HIGHEST));
            e.blend(v, v.compare(NE, v)).intoArray(y, yAt + i);
        }
    }

    static void log(float[] x, int xAt, float[] y, int yAt, int n) {
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
            FloatVector m = f.sub(s.mul(f.sub(q)));
            FloatVector l =
                    k.fma(FloatVector.broadcast(SPECIES, LN2_HIGH), k.fma(FloatVector.broadcast(SPECIES, LN2_LOW), m));
            l = l.blend(Float.NEGATIVE_INFINITY, v.compare(EQ, 0));
            l = l.blend(v, v.compare(EQ, Float.POSITIVE_INFINITY));
            l.blend(Float.NaN, v.compare(LT, 0).or(v.compare(NE, v))).intoArray(y, yAt + i);
        }
    }

    static void relu(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            v.blend(0, v.compare(LT, 0)).intoArray(y, yAt + i);
        }
    }

    static void step(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector.broadcast(SPECIES, 0)
                    .blend(1, FloatVector.fromArray(SPECIES, x, xAt + i).compare(GT, 0))
                    .intoArray(y, yAt + i);
        }
    }

    /** {@code y = e^-|x|}. */
    private static void expOfMinusAbs(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i).lanewise(ABS).neg().intoArray(y, yAt + i);
        }
        exp(y, yAt, y, yAt, n);
    }

    static void sigmoid(float[] x, int xAt, float[] y, int yAt, int n) {
        expOfMinusAbs(x, xAt, y, yAt, n);
        for (int i = 0; i < n; i += LANES) {
            FloatVector e = FloatVector.fromArray(SPECIES, y, yAt + i);
            FloatVector r = FloatVector.broadcast(SPECIES, 1).div(e.add(1));
            r.blend(e.mul(r), FloatVector.fromArray(SPECIES, x, xAt + i).compare(LT, 0))
                    .intoArray(y, yAt + i);
        }
    }

    static void softplus(float[] x, int xAt, float[] y, int yAt, int n) {
        expOfMinusAbs(x, xAt, y, yAt, n);
        for (int i = 0; i < n; i += LANES) {
            FloatVector u = FloatVector.fromArray(SPECIES, y, yAt + i);
            FloatVector s = u.div(u.add(2));
            FloatVector z = s.mul(s);
            FloatVector q = z.mul(FloatVector.broadcast(SPECIES, LOG1P_11)
                    .fma(z, FloatVector.broadcast(SPECIES, LOG1P_9))
                    .fma(z, FloatVector.broadcast(SPECIES, LOG1P_7))
                    .fma(z, FloatVector.broadcast(SPECIES, LOG1P_5))
                    .fma(z, FloatVector.broadcast(SPECIES, LOG1P_3)));
            FloatVector log = u.sub(s.mul(u.sub(q)));
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            v.blend(0, v.compare(LT, 0)).add(log).intoArray(y, yAt + i);
        }
    }

    static void tanh(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, xAt + i).lanewise(ABS);
            a.add(a).intoArray(y, yAt + i);
        }
        exp(y, yAt, y, yAt, n);
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            FloatVector z = v.mul(v);
            FloatVector p = FloatVector.broadcast(SPECIES, TANH_11)
                    .fma(z, FloatVector.broadcast(SPECIES, TANH_9))
                    .fma(z, FloatVector.broadcast(SPECIES, TANH_7))
                    .fma(z, FloatVector.broadcast(SPECIES, TANH_5))
                    .fma(z, FloatVector.broadcast(SPECIES, TANH_3));
            FloatVector small = z.mul(p).fma(v, v);
            FloatVector large = FloatVector.broadcast(SPECIES, 1)
                    .sub(FloatVector.broadcast(SPECIES, 2)
                            .div(FloatVector.fromArray(SPECIES, y, yAt + i).add(1)));
            large = large.blend(large.neg(), v.compare(LT, 0));
            large.blend(small, v.lanewise(ABS).compare(LT, TANH_SMALL)).intoArray(y, yAt + i);
        }
    }

    static void erf(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector t =
                    FloatVector.fromArray(SPECIES, x, xAt + i).lanewise(ABS).sub(ERFC_CENTRE);
            FloatVector g = FloatVector.broadcast(SPECIES, ERFC_7)
                    .fma(t, FloatVector.broadcast(SPECIES, ERFC_6))
                    .fma(t, FloatVector.broadcast(SPECIES, ERFC_5))
                    .fma(t, FloatVector.broadcast(SPECIES, ERFC_4))
                    .fma(t, FloatVector.broadcast(SPECIES, ERFC_3))
                    .fma(t, FloatVector.broadcast(SPECIES, ERFC_2))
                    .fma(t, FloatVector.broadcast(SPECIES, ERFC_1))
                    .fma(t, FloatVector.broadcast(SPECIES, ERFC_0));
            g.neg().intoArray(y, yAt + i);
        }
        exp(y, yAt, y, yAt, n);
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            FloatVector a = v.lanewise(ABS);
            FloatVector z = v.mul(v);
            FloatVector p = FloatVector.broadcast(SPECIES, ERF_13)
                    .fma(z, FloatVector.broadcast(SPECIES, ERF_11))
                    .fma(z, FloatVector.broadcast(SPECIES, ERF_9))
                    .fma(z, FloatVector.broadcast(SPECIES, ERF_7))
                    .fma(z, FloatVector.broadcast(SPECIES, ERF_5))
                    .fma(z, FloatVector.broadcast(SPECIES, ERF_3))
                    .fma(z, FloatVector.broadcast(SPECIES, ERF_1));
            FloatVector large = FloatVector.broadcast(SPECIES, 1).sub(FloatVector.fromArray(SPECIES, y, yAt + i));
            large = large.blend(1, a.compare(GT, ERF_HIGHEST));
            large = large.blend(large.neg(), v.compare(LT, 0));
            large = large.blend(v, v.compare(NE, v));
            large.blend(p.mul(v), a.compare(LT, 1)).intoArray(y, yAt + i);
        }
    }
}
