package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;
import java.util.function.Function;

/**
 * A log-normal likelihood {@code ln x ~ N(m, e^v)} for positive x: {@code ln p(x_i|z) = ln N(ln x; m, e^v) - ln x}. The mean is
 * {@code e^(m + e^v / 2)}.
 *
 * @param scale the source of v: one number, one per feature, or the decoder
 */
public record LogNormal(LearnedScale scale) implements Likelihood {
    public LogNormal {
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
                Node logX = x.log();
                Node error =
                        logX.minus(location).square().times(logVariance.negate().exp());
                return error.plus(logVariance)
                        .plus((float) Math.log(2 * Math.PI))
                        .times(-0.5f)
                        .minus(logX);
            }

            @Override
            public Node mean() {
                return location.plus(logVariance.exp().times(0.5f)).exp();
            }
        };
    }

    @Override
    public RowDistribution at(float[] output, Shape data, Function<String, float[]> learned) {
        LearnedScale.Values values = scale.values(output, data, learned);
        return RowDistribution.independent(
                data.size(),
                i -> new Value(new NormalValue(values.location(i), StrictMath.exp(values.logVariance(i) / 2))));
    }

    private record Value(NormalValue log) implements ValueDistribution {
        @Override
        public double logDensity(double x) {
            double logX = StrictMath.log(x);
            return log.logDensity(logX) - logX;
        }

        @Override
        public double mean() {
            return StrictMath.exp(log.mean() + log.deviation() * log.deviation() / 2);
        }

        @Override
        public double quantile(double p) {
            return StrictMath.exp(log.quantile(p));
        }
    }

    @Override
    public boolean continuous() {
        return true;
    }

    @Override
    public String refuses(int feature, float x) {
        return x >= Float.MIN_NORMAL && Float.isFinite(x) ? null : "a log-normal likelihood takes values above 0";
    }
}
