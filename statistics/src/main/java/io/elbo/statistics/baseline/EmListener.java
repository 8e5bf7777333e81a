package io.elbo.statistics.baseline;

/** Receives the progress of expectation maximization. */
@FunctionalInterface
public interface EmListener {
    /** Ignores the progress. */
    EmListener NONE = (iteration, logLikelihood) -> {};

    /**
     * Called after each iteration.
     *
     * @param iteration the number of completed iterations; 0 for the start
     * @param logLikelihood ln p(x), the mean over rows in nats, with the current parameters
     */
    void iteration(int iteration, double logLikelihood);
}
