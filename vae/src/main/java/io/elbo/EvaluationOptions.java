package io.elbo;

/**
 * How a model is evaluated.
 *
 * @param samples K, the samples of z a row with which ln p(x) is estimated; 0 for no estimate
 * @param binarization of values between 0 and 1; that of the training if null
 * @param seed of everything random
 */
public record EvaluationOptions(int samples, Binarization binarization, long seed) {
    public EvaluationOptions {
        if (samples < 0 || samples > 10_000_000) {
            throw new IllegalArgumentException("samples " + samples + ": must be 0 to 10000000");
        }
    }

    /** The ELBO only. */
    public EvaluationOptions() {
        this(0, null, 1);
    }
}
