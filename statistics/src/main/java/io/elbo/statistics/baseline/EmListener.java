package io.elbo.statistics.baseline;

/** Follows expectation maximization. */
@FunctionalInterface
public interface EmListener {
    /** Follows nothing. */
    EmListener NONE = (iteration, logLikelihood) -> {};

    /**
     * Called after each iteration.
     *
     * @param iteration how many are done; 0 for the start
     * @param logLikelihood ln p(x), the mean over rows in nats, with the parameters of that moment
     */
    void iteration(int iteration, double logLikelihood);
}
