package io.elbo.model;

import io.elbo.engine.Node;

/**
 * A negative binomial likelihood of counts, which vary more than in a Poisson distribution: mean {@code m = e^l}, variance
 * {@code m + m^2 / r}, with
 * {@code ln p(x_i|z) = ln Gamma(x + r) - ln Gamma(r) - ln x! + r ln(r / (r + m)) + x ln(m / (r + m))}. The log means l come from the
 * decoder, and {@code ln r} is learned. Both are bounded smoothly.
 *
 * @param scale the source of ln r: one number, one per feature, or the decoder
 */
public record NegativeBinomial(LearnedScale scale) implements LocationScale {
    public NegativeBinomial {
        LocationScale.require(scale);
    }

    @Override
    public Node logDensities(Node x, Node location, Node logR) {
        Node logMean = Counts.bounded(location);
        Node r = logR.exp();
        Node logSum = logMean.plus(logR.minus(logMean).softplus());
        Node combinations =
                x.plus(r).logGamma().minus(r.logGamma()).minus(x.plus(1).logGamma());
        return combinations.plus(r.times(logR.minus(logSum))).plus(x.times(logMean.minus(logSum)));
    }

    @Override
    public Node means(Node location, Node logR) {
        return Counts.bounded(location).exp();
    }

    @Override
    public ValueDistribution value(double location, double logR) {
        return new CountValue(StrictMath.exp(Counts.bounded(location)), StrictMath.exp(logR));
    }

    @Override
    public boolean continuous() {
        return false;
    }

    @Override
    public String refuses(int feature, float x) {
        return Counts.refuses(x, "negative binomial");
    }
}
