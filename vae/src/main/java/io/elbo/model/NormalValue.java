package io.elbo.model;

import io.elbo.math.NormalQuantile;

/** The normal distribution {@code N(mean, deviation^2)}. */
record NormalValue(double mean, double deviation) implements ValueDistribution {
    @Override
    public double logDensity(double x) {
        double error = (x - mean) / deviation;
        return -0.5 * (StrictMath.log(2 * Math.PI) + error * error) - StrictMath.log(deviation);
    }

    @Override
    public double quantile(double p) {
        return mean + deviation * NormalQuantile.of(p);
    }
}
