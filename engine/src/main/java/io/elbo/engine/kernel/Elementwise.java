package io.elbo.engine.kernel;

import io.elbo.engine.Binary;
import io.elbo.engine.Unary;
import io.elbo.math.elementary.Gamma;
import io.elbo.math.elementary.Scalar;

/** The elementwise functions of one value. Every kernel returns exactly these bits for each of its values. */
public final class Elementwise {
    private Elementwise() {}

    /** Returns {@code f(x)}. */
    public static float apply(Unary function, float x) {
        return switch (function) {
            case NEGATE -> -x;
            case ABS -> Math.abs(x);
            case EXP -> Scalar.exp(x);
            case LOG -> Scalar.log(x);
            case SQRT -> (float) Math.sqrt(x);
            case RECIPROCAL -> 1 / x;
            case RELU -> x < 0 ? 0 : x;
            case STEP -> x > 0 ? 1 : 0;
            case SIGMOID -> Scalar.sigmoid(x);
            case SOFTPLUS -> Scalar.softplus(x);
            case TANH -> Scalar.tanh(x);
            case ERF -> Scalar.erf(x);
            case LOG_GAMMA -> Gamma.logGamma(x);
            case DIGAMMA -> Gamma.digamma(x);
            case TRIGAMMA -> Gamma.trigamma(x);
        };
    }

    /** Returns {@code f(x, y)}. */
    public static float apply(Binary function, float x, float y) {
        return switch (function) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> x / y;
        };
    }
}
