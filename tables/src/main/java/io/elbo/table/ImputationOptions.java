package io.elbo.table;

/**
 * The options of imputation.
 *
 * @param samples the number of draws of z per row, 1 to 10,000
 * @param draws the number of multiple imputations, 0 for none
 * @param coverage the coverage of the intervals, between 0 and 1
 * @param seed the seed of all draws
 */
public record ImputationOptions(int samples, int draws, double coverage, long seed) {
    static final int MOST_SAMPLES = 10_000;

    /** Checks the ranges. */
    public ImputationOptions {
        if (samples < 1 || samples > MOST_SAMPLES) {
            throw new IllegalArgumentException("samples " + samples + ": must be 1 to 10000");
        }
        if (draws < 0 || draws > 1000) {
            throw new IllegalArgumentException("draws " + draws + ": must be 0 to 1000");
        }
        if (!(coverage > 0 && coverage < 1)) {
            throw new IllegalArgumentException("coverage " + coverage + ": must be above 0 and below 1");
        }
    }

    /** Returns 50 draws of z, no multiple imputations, intervals of 90 %. */
    public static ImputationOptions defaults() {
        return new ImputationOptions(50, 0, 0.9, 1);
    }
}
