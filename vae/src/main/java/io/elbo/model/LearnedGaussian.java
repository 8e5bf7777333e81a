package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A Gaussian likelihood {@code p(x|z) = N(x; m, e^v)} with a learned log variance v:
 * {@code ln p(x_i|z) = -1/2 (ln 2 pi + v_i + (x_i - m_i)^2 e^-v_i)}.
 *
 * @param scale the source of v: one number, one per feature, or the decoder
 */
public record LearnedGaussian(LearnedScale scale) implements Likelihood {
    public LearnedGaussian {
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
                Node error =
                        x.minus(location).square().times(logVariance.negate().exp());
                return error.plus(logVariance)
                        .plus((float) Math.log(2 * Math.PI))
                        .times(-0.5f);
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
                data.size(), i -> new NormalValue(values.location(i), StrictMath.exp(values.logVariance(i) / 2)));
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
    public Optional<double[]> learnedVariances(Function<String, float[]> learned) {
        if (scale == LearnedScale.DECODER) {
            return Optional.empty();
        }
        float[] raw = learned.apply(LearnedScale.LOG_VARIANCE);
        double bound = DiagonalGaussian.BOUND;
        return Optional.of(IntStream.range(0, raw.length)
                .mapToDouble(i -> StrictMath.exp(bound * StrictMath.tanh(raw[i] / bound)))
                .toArray());
    }
}
