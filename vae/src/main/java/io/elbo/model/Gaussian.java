package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A Gaussian likelihood {@code p(x|z) = N(x; m, c)} with means m from the decoder and a fixed variance c:
 * {@code ln p(x_i|z) = -1/2 (ln(2 pi c) + (x_i - m_i)^2 / c)}. With c = 1/2 the loss of an autoencoder is the squared error plus a
 * constant.
 *
 * @param variance c, 1e-30 to 1e30, so that a float holds its reciprocal
 */
public record Gaussian(double variance) implements Likelihood {
    private static final double LEAST = 1e-30;
    private static final double MOST = 1e30;

    public Gaussian {
        if (!(variance >= LEAST && variance <= MOST)) {
            throw new IllegalArgumentException(
                    "variance " + variance + ": must be above 0, from " + LEAST + " to " + MOST);
        }
    }

    @Override
    public Shape outputs(Shape data) {
        return data;
    }

    @Override
    public Distribution of(Node mean, Shape data, Network network) {
        return new Distribution() {
            @Override
            public Node logDensities(Node x) {
                return x.minus(mean).square().times((float) (-0.5 / variance)).plus((float)
                        (-0.5 * Math.log(2 * Math.PI * variance)));
            }

            @Override
            public Node mean() {
                return mean;
            }
        };
    }

    @Override
    public RowDistribution at(float[] output, Shape data, Function<String, float[]> learned) {
        double deviation = StrictMath.sqrt(variance);
        return RowDistribution.independent(data.size(), i -> new NormalValue(output[i], deviation));
    }

    @Override
    public boolean continuous() {
        return true;
    }

    @Override
    public String refuses(int feature, float x) {
        return Float.isFinite(x) ? null : "a Gaussian likelihood takes finite values";
    }

    @Override
    public boolean squaredError() {
        return true;
    }

    @Override
    public OptionalDouble fixedVariance() {
        return OptionalDouble.of(variance);
    }
}
