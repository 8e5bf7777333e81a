package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.math.SpecialFunctions;

/**
 * A Student's t likelihood, which has heavy tails, with location m from the decoder, a learned scale {@code s = e^(v/2)} and fixed degrees
 * of freedom n:
 * {@code ln p(x_i|z) = ln Gamma((n+1)/2) - ln Gamma(n/2) - 1/2 ln(n pi) - ln s - (n+1)/2 ln(1 + (x-m)^2 / (n s^2))}.
 *
 * @param degreesOfFreedom n, above 1 so that the mean exists
 * @param scale the source of v: one number, one per feature, or the decoder
 */
public record StudentT(double degreesOfFreedom, LearnedScale scale) implements LocationScale {
    private static final double MOST = 1000;

    public StudentT {
        if (!(degreesOfFreedom > 1 && degreesOfFreedom <= MOST)) {
            throw new IllegalArgumentException(
                    "degrees_of_freedom " + degreesOfFreedom + ": must be above 1 and at most " + MOST);
        }
        LocationScale.require(scale);
    }

    @Override
    public Node logDensities(Node x, Node location, Node logVariance) {
        double n = degreesOfFreedom;
        double constant = SpecialFunctions.logGamma((n + 1) / 2)
                - SpecialFunctions.logGamma(n / 2)
                - StrictMath.log(n * Math.PI) / 2;
        Node error = x.minus(location).square().times(logVariance.negate().exp());
        return error.times((float) (1 / n))
                .plus(1)
                .log()
                .times((float) (-(n + 1) / 2))
                .minus(logVariance.times(0.5f))
                .plus((float) constant);
    }

    @Override
    public ValueDistribution value(double location, double logVariance) {
        return new Value(location, StrictMath.exp(logVariance / 2), degreesOfFreedom);
    }

    private record Value(double mean, double scale, double n) implements ValueDistribution {
        private static final int HALVINGS = 100;

        @Override
        public double logDensity(double x) {
            double t = (x - mean) / scale;
            return SpecialFunctions.logGamma((n + 1) / 2)
                    - SpecialFunctions.logGamma(n / 2)
                    - StrictMath.log(n * Math.PI) / 2
                    - StrictMath.log(scale)
                    - (n + 1) / 2 * StrictMath.log1p(t * t / n);
        }

        /** Returns {@code P(T > t) = 1/2 I_(n/(n+t^2))(n/2, 1/2)} for t of at least 0. */
        private double beyond(double t) {
            return SpecialFunctions.beta(n / (n + t * t), n / 2, 0.5) / 2;
        }

        @Override
        public double quantile(double p) {
            double tail = Math.min(p, 1 - p);
            double high = 1;
            while (beyond(high) > tail) {
                high *= 2;
            }
            double low = 0;
            for (int i = 0; i < HALVINGS; i++) {
                double middle = (low + high) / 2;
                if (beyond(middle) > tail) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return mean + (p < 0.5 ? -high : high) * scale;
        }
    }

    @Override
    public String refuses(int feature, float x) {
        return Float.isFinite(x) ? null : "a Student's t likelihood takes finite values";
    }
}
