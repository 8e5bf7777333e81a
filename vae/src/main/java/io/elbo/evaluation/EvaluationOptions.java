package io.elbo.evaluation;

import io.elbo.spec.Binarization;

/**
 * The options of an evaluation.
 *
 * @param samples K, the number of samples of z per row to estimate ln p(x); 0 for no estimate
 * @param binarization the binarization of values between 0 and 1; that of the training if null
 * @param seed the seed of everything random
 */
public record EvaluationOptions(int samples, Binarization binarization, long seed) {
    /** The maximum number of samples per row. */
    public static final int MOST_SAMPLES = 10_000_000;

    public EvaluationOptions {
        if (samples < 0 || samples > MOST_SAMPLES) {
            throw new IllegalArgumentException("samples " + samples + ": must be 0 to " + MOST_SAMPLES);
        }
    }

    /** Returns options that evaluate only the ELBO. */
    public static EvaluationOptions defaults() {
        return new EvaluationOptions(0, null, 1);
    }
}
