package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;
import java.util.function.Function;

/**
 * The density over [0, 1] that is proportional to the Bernoulli formula (Loaiza-Ganem and Cunningham 2019). With logits l from the decoder,
 * {@code p(x_i|z) = l e^(l x) / (e^l - 1)}, which is uniform at l = 0. Therefore
 * {@code ln p(x_i|z) = x l - max(l, 0) + h(|l|)} with {@code h(a) = ln(a / (1 - e^-a))}. It suits grey pixels because, unlike the
 * Bernoulli likelihood, it is a density for them.
 */
public record ContinuousBernoulli() implements Likelihood {
    private static final float SERIES_BELOW = 1;

    @Override
    public Shape outputs(Shape data) {
        return data;
    }

    @Override
    public Distribution of(Node logits, Shape data, Network network) {
        return new Distribution() {
            @Override
            public Node logDensities(Node x) {
                return x.times(logits).minus(logits.relu()).plus(logNormalizer(logits.abs()));
            }

            @Override
            public Node mean() {
                return expectation(logits);
            }
        };
    }

    /** Returns {@code h(a) = a/2 - ln(sinh(a/2) / (a/2))} for a of at least 0, with its series below 1. */
    private static Node logNormalizer(Node a) {
        Node large = a.plus(-SERIES_BELOW).relu().plus(SERIES_BELOW);
        Node direct = large.log().minus(large.negate().exp().negate().plus(1).log());
        Node square = a.square();
        Node series = square.times(-1f / 181440)
                .plus(1f / 2880)
                .times(square)
                .plus(-1f / 24)
                .times(square)
                .plus(a.times(0.5f));
        return a.plus(-SERIES_BELOW).select(direct, series);
    }

    /** Returns {@code 1 / (1 - e^-l) - 1 / l}, near 0 with its series {@code 1/2 + l/12 - l^3/720 + l^5/30240}. */
    private static Node expectation(Node l) {
        Node far = l.abs().plus(-SERIES_BELOW);
        Node away = far.select(l, l.zero().plus(SERIES_BELOW));
        Node direct = away.negate().exp().negate().plus(1).reciprocal().minus(away.reciprocal());
        Node square = l.square();
        Node series = square.times(1f / 30240)
                .plus(-1f / 720)
                .times(square)
                .plus(1f / 12)
                .times(l)
                .plus(0.5f);
        return far.select(direct, series);
    }

    @Override
    public RowDistribution at(float[] output, Shape data, Function<String, float[]> learned) {
        return RowDistribution.independent(data.size(), i -> new Grey(output[i]));
    }

    private record Grey(double l) implements ValueDistribution {
        /** Below this, the series are exact to the last digits. */
        private static final double SMALL = 1e-2;

        @Override
        public double logDensity(double x) {
            double a = Math.abs(l);
            double h =
                    a < SMALL ? a / 2 - a * a / 24 + a * a * a * a / 2880 : StrictMath.log(a / -StrictMath.expm1(-a));
            return x * l - Math.max(l, 0) + h;
        }

        @Override
        public double mean() {
            double square = l * l;
            return Math.abs(l) < SMALL
                    ? 0.5 + l * (1 / 12.0 + square * (-1 / 720.0 + square / 30240))
                    : 1 / -StrictMath.expm1(-l) - 1 / l;
        }

        @Override
        public double quantile(double p) {
            if (Math.abs(l) < 1e-8) {
                return p;
            }
            double x = l > 0
                    ? 1 + StrictMath.log(p + (1 - p) * StrictMath.exp(-l)) / l
                    : StrictMath.log1p(p * StrictMath.expm1(l)) / l;
            return Math.max(0, Math.min(1, x));
        }
    }

    @Override
    public boolean continuous() {
        return true;
    }

    @Override
    public String refuses(int feature, float x) {
        return x >= 0 && x <= 1 ? null : "a continuous Bernoulli likelihood takes values from 0 to 1";
    }
}
