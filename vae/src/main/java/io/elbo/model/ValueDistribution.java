package io.elbo.model;

/** The distribution of one value, in double precision. */
interface ValueDistribution {
    /** {@code ln p(x)}, nats. */
    double logDensity(double x);

    /** {@code E[x]}. */
    double mean();

    /** The least x with {@code P(X <= x) >= p}, for p above 0 and below 1. */
    double quantile(double p);
}
