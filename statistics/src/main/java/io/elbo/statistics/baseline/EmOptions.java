package io.elbo.statistics.baseline;

/**
 * The stopping rule of expectation maximization (Dempster, Laird and Rubin 1977).
 *
 * @param iterations maximum, 1 or more
 * @param tolerance stops once an iteration adds less than this to the log likelihood, the mean over rows in nats; with 0, once
 *     rounding keeps it from rising
 */
public record EmOptions(int iterations, double tolerance) {
    public EmOptions {
        if (iterations < 1) {
            throw new IllegalArgumentException("iterations " + iterations + ": must be at least 1");
        }
        if (!(tolerance >= 0 && Double.isFinite(tolerance))) {
            throw new IllegalArgumentException("tolerance " + tolerance + ": must be 0 nats or more");
        }
    }

    /** Returns at most 1000 iterations; stops below 1e-6 nats. */
    public static EmOptions defaults() {
        return new EmOptions(1000, 1e-6);
    }
}
