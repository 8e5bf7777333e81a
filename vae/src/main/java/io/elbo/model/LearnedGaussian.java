package io.elbo.model;

import io.elbo.engine.Node;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A Gaussian likelihood {@code p(x|z) = N(x; m, e^v)} with a learned log variance v:
 * {@code ln p(x_i|z) = -1/2 (ln 2 pi + v_i + (x_i - m_i)^2 e^-v_i)}.
 *
 * @param scale the source of v: one number, one per feature, or the decoder
 */
public record LearnedGaussian(LearnedScale scale) implements LocationScale {
    public LearnedGaussian {
        LocationScale.require(scale);
    }

    @Override
    public Node logDensities(Node x, Node location, Node logVariance) {
        Node error = x.minus(location).square().times(logVariance.negate().exp());
        return error.plus(logVariance).plus((float) Math.log(2 * Math.PI)).times(-0.5f);
    }

    @Override
    public ValueDistribution value(double location, double logVariance) {
        return new NormalValue(location, StrictMath.exp(logVariance / 2));
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
        return Optional.of(IntStream.range(0, raw.length)
                .mapToDouble(i -> StrictMath.exp(LearnedScale.bounded(raw[i])))
                .toArray());
    }
}
