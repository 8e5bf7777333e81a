package io.elbo.model;

import io.elbo.engine.Node;

/**
 * A log-normal likelihood {@code ln x ~ N(m, e^v)} for positive x: {@code ln p(x_i|z) = ln N(ln x; m, e^v) - ln x}. The mean is
 * {@code e^(m + e^v / 2)}.
 *
 * @param scale the source of v: one number, one per feature, or the decoder
 */
public record LogNormal(LearnedScale scale) implements LocationScale {
    public LogNormal {
        LocationScale.require(scale);
    }

    @Override
    public Node logDensities(Node x, Node location, Node logVariance) {
        Node logX = x.log();
        Node error = logX.minus(location).square().times(logVariance.negate().exp());
        return error.plus(logVariance)
                .plus((float) Math.log(2 * Math.PI))
                .times(-0.5f)
                .minus(logX);
    }

    @Override
    public Node means(Node location, Node logVariance) {
        return location.plus(logVariance.exp().times(0.5f)).exp();
    }

    @Override
    public ValueDistribution value(double location, double logVariance) {
        return new Value(new NormalValue(location, StrictMath.exp(logVariance / 2)));
    }

    private record Value(NormalValue log) implements ValueDistribution {
        @Override
        public double logDensity(double x) {
            double logX = StrictMath.log(x);
            return log.logDensity(logX) - logX;
        }

        @Override
        public double mean() {
            return StrictMath.exp(log.mean() + log.deviation() * log.deviation() / 2);
        }

        @Override
        public double quantile(double p) {
            return StrictMath.exp(log.quantile(p));
        }
    }

    @Override
    public String refuses(int feature, float x) {
        return x >= Float.MIN_NORMAL && Float.isFinite(x) ? null : "a log-normal likelihood takes values above 0";
    }
}
