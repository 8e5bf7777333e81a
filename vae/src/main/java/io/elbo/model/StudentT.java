package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;

/**
 * Student's t with location m from the decoder, a learned scale {@code s = e^(v/2)} and fixed degrees of freedom n: heavy
 * tails. {@code ln p(x_i|z) = ln Gamma((n+1)/2) - ln Gamma(n/2) - 1/2 ln(n pi) - ln s - (n+1)/2 ln(1 + (x-m)^2 / (n s^2))}.
 *
 * @param degreesOfFreedom n, above 1 so that there is a mean
 * @param scale where v comes from: one number, one a feature, or the decoder
 */
public record StudentT(double degreesOfFreedom, LearnedScale scale) implements Likelihood {
    private static final double MOST = 1000;

    public StudentT {
        if (!(degreesOfFreedom > 1 && degreesOfFreedom <= MOST)) {
            throw new IllegalArgumentException(
                    "degrees_of_freedom " + degreesOfFreedom + ": must be above 1 and at most " + MOST);
        }
        if (scale == null) {
            throw new IllegalArgumentException("scale: must be one of shared, feature, decoder");
        }
    }

    /** {@code ln Gamma(x)} by Stirling's series above 10, and {@code Gamma(x) = Gamma(x + 1) / x} below. */
    private static double logGamma(double x) {
        double shift = 0;
        double y = x;
        for (; y < 10; y++) {
            shift += Math.log(y);
        }
        double series = 1 / (12 * y) - 1 / (360 * y * y * y) + 1 / (1260 * Math.pow(y, 5));
        return (y - 0.5) * Math.log(y) - y + Math.log(2 * Math.PI) / 2 + series - shift;
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
                double n = degreesOfFreedom;
                double constant = logGamma((n + 1) / 2) - logGamma(n / 2) - Math.log(n * Math.PI) / 2;
                Node error =
                        x.minus(location).square().times(logVariance.negate().exp());
                return error.times((float) (1 / n))
                        .plus(1)
                        .log()
                        .times((float) (-(n + 1) / 2))
                        .minus(logVariance.times(0.5f))
                        .plus((float) constant);
            }

            @Override
            public Node mean() {
                return location;
            }
        };
    }

    @Override
    public boolean continuous() {
        return true;
    }

    @Override
    public String refuses(int feature, float x) {
        return Float.isFinite(x) ? null : "a Student's t likelihood takes finite values";
    }
}
