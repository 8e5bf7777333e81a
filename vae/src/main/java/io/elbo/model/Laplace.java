package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;
import java.util.function.Function;

/**
 * A Laplace likelihood {@code p(x|z) = prod 1/(2 b) e^(-|x - m| / b)} with learned scales {@code b = e^(v/2)}. It uses the absolute error
 * instead of the squared error, so outliers have less influence.
 *
 * @param scale the source of v: one number, one per feature, or the decoder
 */
public record Laplace(LearnedScale scale) implements Likelihood {
    public Laplace {
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
        Node location = scale.location(output, data);
        Node logVariance = scale.logVariance(output, data, network);
        return new Distribution() {
            @Override
            public Node logDensities(Node x) {
                Node logScale = logVariance.times(0.5f);
                Node error = x.minus(location).abs().times(logScale.negate().exp());
                return error.plus(logScale).plus((float) Math.log(2)).negate();
            }

            @Override
            public Node mean() {
                return location;
            }
        };
    }

    @Override
    public RowDistribution at(float[] output, Shape data, Function<String, float[]> learned) {
        LearnedScale.Values values = scale.values(output, data, learned);
        return RowDistribution.independent(
                data.size(), i -> new Value(values.location(i), StrictMath.exp(values.logVariance(i) / 2)));
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
    public boolean continuous() {
        return true;
    }

    @Override
    public String refuses(int feature, float x) {
        return Float.isFinite(x) ? null : "a Laplace likelihood takes finite values";
    }
}
