package io.elbo.evaluation;

import io.elbo.spec.Binarization;

/**
 * How a model is evaluated.
 *
 * @param samples K, the samples of z a row with which ln p(x) is estimated; 0 for no estimate
 * @param binarization of values between 0 and 1; that of the training if null
 * @param seed of everything random
 */
public record EvaluationOptions(int samples, Binarization binarization, long seed) {
    /** So many samples a row are the most. */
    public static final int MOST_SAMPLES = 10_000_000;

    public EvaluationOptions {
        if (samples < 0 || samples > MOST_SAMPLES) {
            throw new IllegalArgumentException("samples " + samples + ": must be 0 to " + MOST_SAMPLES);
        }
    }

    /** The ELBO only. */
    public EvaluationOptions() {
        this(0, null, 1);
    }
}
