package io.elbo.model;

/** The distribution of one value, in double precision. */
interface ValueDistribution {
    /** Returns {@code ln p(x)}, in nats. */
    double logDensity(double x);

    /** Returns {@code E[x]}. */
    double mean();

    /** Returns the smallest x with {@code P(X <= x) >= p}, for p above 0 and below 1. */
    double quantile(double p);
}
