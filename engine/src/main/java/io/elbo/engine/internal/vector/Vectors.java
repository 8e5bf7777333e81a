package io.elbo.engine.internal.vector;

import static io.elbo.engine.internal.Scalar.*;
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
import jdk.incubator.vector.VectorSpecies;

/** The elementary functions on vectors: operation for operation those of {@link io.elbo.engine.internal.Scalar}. */
final class Vectors {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    private Vectors() {}

    static FloatVector of(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    static FloatVector exp(FloatVector x) {
        FloatVector t = x.fma(of(LOG2_E), of(ROUND));
        FloatVector n = t.sub(ROUND);
        FloatVector r = n.fma(of(-LN2_LOW), n.fma(of(-LN2_HIGH), x));
        FloatVector p =
                of(EXP_6).fma(r, of(EXP_5)).fma(r, of(EXP_4)).fma(r, of(EXP_3)).fma(r, of(EXP_2));
        FloatVector m = r.mul(r).fma(p, r).add(1);
        FloatVector y = m.reinterpretAsInts()
                .add(t.reinterpretAsInts().lanewise(LSHL, 23))
                .reinterpretAsFloats();
        y = y.blend(0, x.compare(LT, EXP_LOWEST));
        y = y.blend(Float.POSITIVE_INFINITY, x.compare(GT, EXP_HIGHEST));
        return y.blend(x, x.compare(NE, x));
    }

    static FloatVector log(FloatVector x) {
        VectorMask<Float> tiny = x.compare(LT, Float.MIN_NORMAL);
        FloatVector scaled = x.blend(x.mul(0x1p23f), tiny);
        IntVector bits = scaled.reinterpretAsInts().sub(SQRT_HALF_BITS);
        FloatVector n = (FloatVector) bits.lanewise(ASHR, 23).convert(I2F, 0);
        n = n.blend(n.sub(23), tiny);
        FloatVector f =
                bits.and(0x7fffff).add(SQRT_HALF_BITS).reinterpretAsFloats().sub(1);
        FloatVector s = f.div(f.add(2));
        FloatVector z = s.mul(s);
        FloatVector q = z.mul(of(LOG_9).fma(z, of(LOG_7)).fma(z, of(LOG_5)).fma(z, of(LOG_3)));
        FloatVector m = f.sub(s.mul(f.sub(q)));
        FloatVector y = n.fma(of(LN2_HIGH), n.fma(of(LN2_LOW), m));
        y = y.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0));
        y = y.blend(x, x.compare(EQ, Float.POSITIVE_INFINITY));
        return y.blend(Float.NaN, x.compare(LT, 0).or(x.compare(NE, x)));
    }

    private static FloatVector log1p(FloatVector u) {
        FloatVector s = u.div(u.add(2));
        FloatVector z = s.mul(s);
        FloatVector q = z.mul(of(LOG1P_11)
                .fma(z, of(LOG1P_9))
                .fma(z, of(LOG1P_7))
                .fma(z, of(LOG1P_5))
                .fma(z, of(LOG1P_3)));
        return u.sub(s.mul(u.sub(q)));
    }

    static FloatVector relu(FloatVector x) {
        return x.blend(0, x.compare(LT, 0));
    }

    static FloatVector step(FloatVector x) {
        return of(0).blend(1, x.compare(GT, 0));
    }

    static FloatVector sigmoid(FloatVector x) {
        FloatVector e = exp(x.lanewise(ABS).neg());
        FloatVector r = of(1).div(e.add(1));
        return r.blend(e.mul(r), x.compare(LT, 0));
    }

    static FloatVector softplus(FloatVector x) {
        return relu(x).add(log1p(exp(x.lanewise(ABS).neg())));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector a = x.lanewise(ABS);
        FloatVector z = x.mul(x);
        FloatVector p = of(TANH_11)
                .fma(z, of(TANH_9))
                .fma(z, of(TANH_7))
                .fma(z, of(TANH_5))
                .fma(z, of(TANH_3));
        FloatVector small = z.mul(p).fma(x, x);
        FloatVector large = of(1).sub(of(2).div(exp(a.add(a)).add(1)));
        large = large.blend(large.neg(), x.compare(LT, 0));
        return large.blend(small, a.compare(LT, TANH_SMALL));
    }

    static FloatVector erf(FloatVector x) {
        FloatVector a = x.lanewise(ABS);
        FloatVector z = x.mul(x);
        FloatVector p = of(ERF_13)
                .fma(z, of(ERF_11))
                .fma(z, of(ERF_9))
                .fma(z, of(ERF_7))
                .fma(z, of(ERF_5))
                .fma(z, of(ERF_3))
                .fma(z, of(ERF_1));
        FloatVector small = p.mul(x);
        FloatVector t = a.sub(ERFC_CENTRE);
        FloatVector g = of(ERFC_7)
                .fma(t, of(ERFC_6))
                .fma(t, of(ERFC_5))
                .fma(t, of(ERFC_4))
                .fma(t, of(ERFC_3))
                .fma(t, of(ERFC_2))
                .fma(t, of(ERFC_1))
                .fma(t, of(ERFC_0));
        FloatVector large = of(1).sub(exp(g.neg()));
        large = large.blend(1, a.compare(GT, ERF_HIGHEST));
        large = large.blend(large.neg(), x.compare(LT, 0));
        large = large.blend(x, x.compare(NE, x));
        return large.blend(small, a.compare(LT, 1));
    }

    /** Values below the smallest normal number become zero. */
    static FloatVector flush(FloatVector x) {
        return x.blend(0, x.lanewise(ABS).compare(LT, Float.MIN_NORMAL));
    }
}
