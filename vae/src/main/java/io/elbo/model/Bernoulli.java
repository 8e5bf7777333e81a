package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;
import java.util.function.Function;

/**
 * A Bernoulli likelihood {@code p(x|z) = prod p_i^x_i (1 - p_i)^(1 - x_i)} with logits l from the decoder, {@code p = sigmoid(l)}:
 * {@code ln p(x_i|z) = x_i l_i - ln(1 + e^l_i)}. For values between 0 and 1 this is the usual cross entropy but not a density.
 */
public record Bernoulli() implements Likelihood {
    @Override
    public Shape outputs(Shape data) {
        return data;
    }

    @Override
    public Distribution of(Node logits, Shape data, Network network) {
        return new Distribution() {
            @Override
            public Node logDensities(Node x) {
                return x.times(logits).minus(logits.softplus());
            }

            @Override
            public Node mean() {
                return logits.sigmoid();
            }
        };
    }

    @Override
    public RowDistribution at(float[] output, Shape data, Function<String, float[]> learned) {
        return RowDistribution.independent(data.size(), i -> new Flag(output[i]));
    }

    private record Flag(double logit) implements ValueDistribution {
        @Override
        public double logDensity(double x) {
            return x * logit - Math.max(logit, 0) - StrictMath.log1p(StrictMath.exp(-Math.abs(logit)));
        }

        @Override
        public double mean() {
            return 1 / (1 + StrictMath.exp(-logit));
        }

        @Override
        public double quantile(double p) {
            return p <= 1 / (1 + StrictMath.exp(logit)) ? 0 : 1;
        }
    }

    @Override
    public boolean continuous() {
        return false;
    }

    @Override
    public String refuses(int feature, float x) {
        return x >= 0 && x <= 1 ? null : "a Bernoulli likelihood takes values from 0 to 1";
    }

    @Override
    public boolean binary() {
        return true;
    }
}
