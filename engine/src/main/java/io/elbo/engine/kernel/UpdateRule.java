package io.elbo.engine.kernel;

import static io.elbo.math.elementary.Fma.fma;

import io.elbo.engine.Optimizer;

/**
 * The numbers of one optimizer step, and the step itself for one value. Moments below the smallest normal number become zero.
 * Otherwise the moments of inputs that are always zero would decay into denormal numbers, which are many times slower.
 */
public final class UpdateRule {
    /** The kind of update formula. */
    public enum Kind {
        SGD,
        ADAGRAD,
        ADAM
    }

    public final Kind kind;
    public final float momentum;
    /** 1 - beta1. */
    public final float rate1;

    public final float beta2;
    /** 1 - beta2. */
    public final float rate2;

    public final float epsilon;
    private final double beta1;
    private final double decay;
    /** The learning rate, with Adam's bias correction of the first moment. */
    public float step;
    /** Adam's bias correction of the root of the second moment. */
    public float root;
    /** The factor that is applied to a parameter before the step: 1 - learning rate * weight decay. */
    public float keep;

    public UpdateRule(Optimizer optimizer) {
        double b1 = 0;
        double b2 = 0;
        double weightDecay = 0;
        if (optimizer instanceof Optimizer.Sgd sgd) {
            kind = Kind.SGD;
            momentum = (float) sgd.momentum();
            epsilon = 0;
        } else if (optimizer instanceof Optimizer.Adagrad adagrad) {
            kind = Kind.ADAGRAD;
            momentum = 0;
            epsilon = (float) adagrad.epsilon();
        } else if (optimizer instanceof Optimizer.Adam adam) {
            kind = Kind.ADAM;
            momentum = 0;
            b1 = adam.beta1();
            b2 = adam.beta2();
            epsilon = (float) adam.epsilon();
        } else if (optimizer instanceof Optimizer.AdamW adam) {
            kind = Kind.ADAM;
            momentum = 0;
            b1 = adam.beta1();
            b2 = adam.beta2();
            epsilon = (float) adam.epsilon();
            weightDecay = adam.weightDecay();
        } else {
            throw new IllegalArgumentException("unknown optimizer " + optimizer);
        }
        beta1 = b1;
        beta2 = (float) b2;
        rate1 = (float) (1 - b1);
        rate2 = (float) (1 - b2);
        decay = weightDecay;
    }

    /** Prepares step {@code number}, counted from 1. */
    public void prepare(double learningRate, long number) {
        step = (float) learningRate;
        keep = (float) (1 - learningRate * decay);
        if (kind == Kind.ADAM) {
            step = (float) (learningRate / (1 - power(beta1, number)));
            root = (float) (1 / Math.sqrt(1 - power(beta2, number)));
        }
    }

    /** Computes the power by squaring, which gives the same bits everywhere and allocates nothing. */
    private static double power(double base, long exponent) {
        double result = 1;
        for (long e = exponent; e > 0; e >>= 1) {
            result = (e & 1) == 1 ? result * base : result;
            base *= base;
        }
        return result;
    }

    /** Makes the step for the value at one index. */
    public void apply(float[] parameter, float[] first, float[] second, int at, float g) {
        switch (kind) {
            case SGD -> {
                float b = flush(fma(momentum, first[at], g));
                first[at] = b;
                parameter[at] = fma(-step, b, parameter[at]);
            }
            case ADAGRAD -> {
                float s = flush(fma(g, g, first[at]));
                first[at] = s;
                parameter[at] = fma(-step, g / ((float) Math.sqrt(s) + epsilon), parameter[at]);
            }
            case ADAM -> {
                float m = flush(fma(g - first[at], rate1, first[at]));
                float v = flush(fma(beta2, second[at], rate2 * (g * g)));
                first[at] = m;
                second[at] = v;
                float denominator = fma((float) Math.sqrt(v), root, epsilon);
                parameter[at] = fma(-step, m / denominator, parameter[at] * keep);
            }
        }
    }

    private static float flush(float x) {
        return Math.abs(x) < Float.MIN_NORMAL ? 0 : x;
    }
}
