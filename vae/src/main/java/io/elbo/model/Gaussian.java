package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/**
 * {@code p(x|z) = N(x; m, c)} with means m from the decoder and a fixed variance c:
 * {@code ln p(x|z) = -1/2 sum_i (ln(2 pi c) + (x_i - m_i)^2 / c)}.
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
    public Node logDensity(Node x, Node mean) {
        double constant = x.shape().size() * Math.log(2 * Math.PI * variance);
        Node error = x.minus(mean).square().sumAll().times((float) (1 / variance));
        return error.plus((float) constant).times(-0.5f);
    }

    @Override
    public Node mean(Node mean) {
        return mean;
    }

    @Override
    public boolean continuous() {
        return true;
    }

    @Override
    public String refuses(float x) {
        return Float.isFinite(x) ? null : "a Gaussian likelihood takes finite values";
    }
}
