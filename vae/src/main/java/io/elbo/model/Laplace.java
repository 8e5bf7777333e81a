package io.elbo.model;

import io.elbo.engine.Node;

/**
 * A Laplace likelihood {@code p(x|z) = prod 1/(2 b) e^(-|x - m| / b)} with learned scales {@code b = e^(v/2)}. It uses the absolute error
 * instead of the squared error, so outliers have less influence.
 *
 * @param scale the source of v: one number, one per feature, or the decoder
 */
public record Laplace(LearnedScale scale) implements LocationScale {
    public Laplace {
        LocationScale.require(scale);
    }

    @Override
    public Node logDensities(Node x, Node location, Node logVariance) {
        Node logScale = logVariance.times(0.5f);
        Node error = x.minus(location).abs().times(logScale.negate().exp());
        return error.plus(logScale).plus((float) Math.log(2)).negate();
    }

    @Override
    public ValueDistribution value(double location, double logVariance) {
        return new Value(location, StrictMath.exp(logVariance / 2));
    }

    private record Value(double mean, double scale) implements ValueDistribution {
        @Override
        public double logDensity(double x) {
            return -Math.abs(x - mean) / scale - StrictMath.log(2 * scale);
        }

        @Override
        public double quantile(double p) {
            return p < 0.5 ? mean + scale * StrictMath.log(2 * p) : mean - scale * StrictMath.log(2 * (1 - p));
        }
    }

    @Override
    public String refuses(int feature, float x) {
        return Float.isFinite(x) ? null : "a Laplace likelihood takes finite values";
    }
}
