package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;
import java.util.function.Function;

/**
 * A negative binomial likelihood of counts, which vary more than in a Poisson distribution: mean {@code m = e^l}, variance
 * {@code m + m^2 / r}, with
 * {@code ln p(x_i|z) = ln Gamma(x + r) - ln Gamma(r) - ln x! + r ln(r / (r + m)) + x ln(m / (r + m))}. The log means l come from the
 * decoder, and {@code ln r} is learned. Both are bounded smoothly.
 *
 * @param scale the source of ln r: one number, one per feature, or the decoder
 */
public record NegativeBinomial(LearnedScale scale) implements Likelihood {
    public NegativeBinomial {
        if (scale == null) {
            throw new IllegalArgumentException("scale: must be one of shared, feature, decoder");
        }
    }

    @Override
    public Shape outputs(Shape data) {
        return scale.outputs(data);
    }

    @Override
    public Distribution of(Node output, Shape data, Network network) {
        Node logMean = Counts.bounded(scale.location(output, data));
        Node logR = scale.logVariance(output, data, network);
        return new Distribution() {
            @Override
            public Node logDensities(Node x) {
                Node r = logR.exp();
                Node logSum = logMean.plus(logR.minus(logMean).softplus());
                Node combinations =
                        x.plus(r).logGamma().minus(r.logGamma()).minus(x.plus(1).logGamma());
                return combinations.plus(r.times(logR.minus(logSum))).plus(x.times(logMean.minus(logSum)));
            }

            @Override
            public Node mean() {
                return logMean.exp();
            }
        };
    }

    @Override
    public RowDistribution at(float[] output, Shape data, Function<String, float[]> learned) {
        LearnedScale.Values values = scale.values(output, data, learned);
        return RowDistribution.independent(
                data.size(),
                i -> new CountValue(
                        StrictMath.exp(Counts.bounded(values.location(i))), StrictMath.exp(values.logVariance(i))));
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
