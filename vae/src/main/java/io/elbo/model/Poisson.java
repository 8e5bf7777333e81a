package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;
import java.util.function.Function;

/**
 * A Poisson likelihood of counts: {@code ln p(x_i|z) = x l - e^l - ln x!} with log rates l from the decoder, bounded smoothly.
 */
public record Poisson() implements Likelihood {
    @Override
    public Shape outputs(Shape data) {
        return data;
    }

    @Override
    public Distribution of(Node output, Shape data, Network network) {
        Node logRate = Counts.bounded(output);
        return new Distribution() {
            @Override
            public Node logDensities(Node x) {
                return x.times(logRate).minus(logRate.exp()).minus(x.plus(1).logGamma());
            }

            @Override
            public Node mean() {
                return logRate.exp();
            }
        };
    }

    @Override
    public RowDistribution at(float[] output, Shape data, Function<String, float[]> learned) {
        return RowDistribution.independent(
                data.size(), i -> CountValue.poisson(StrictMath.exp(Counts.bounded(output[i]))));
    }

    @Override
    public boolean continuous() {
        return false;
    }

    @Override
    public String refuses(int feature, float x) {
        return Counts.refuses(x, "Poisson");
    }
}
