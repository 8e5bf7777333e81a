package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;
import java.util.function.Function;

/**
 * A likelihood whose features each have a location m from the decoder and a learned log variance v: one number, one per feature, or from the
 * decoder too.
 */
public sealed interface LocationScale extends Likelihood
        permits LearnedGaussian, Laplace, StudentT, LogNormal, NegativeBinomial {
    /** Returns the source of v. */
    LearnedScale scale();

    /** Returns {@code ln p(x_i|z)} in nats, in the shape of the data. */
    Node logDensities(Node x, Node location, Node logVariance);

    /** Returns {@code E[x_i|z]}, in the shape of the data. */
    default Node means(Node location, Node logVariance) {
        return location;
    }

    /** Returns the distribution of a feature, in double precision. */
    ValueDistribution value(double location, double logVariance);

    /** Checks a scale. */
    static void require(LearnedScale scale) {
        if (scale == null) {
            throw new IllegalArgumentException("scale: must be one of shared, feature, decoder");
        }
    }

    @Override
    default Shape outputs(Shape data) {
        return scale().outputs(data);
    }

    @Override
    default Distribution of(Node output, Shape data, Network network) {
        Node location = scale().location(output, data);
        Node logVariance = scale().logVariance(output, data, network);
        return new Distribution() {
            @Override
            public Node logDensities(Node x) {
                return LocationScale.this.logDensities(x, location, logVariance);
            }

            @Override
            public Node mean() {
                return means(location, logVariance);
            }
        };
    }

    @Override
    default RowDistribution at(float[] output, Shape data, Function<String, float[]> learned) {
        LearnedScale.Values values = scale().values(output, data, learned);
        return RowDistribution.independent(data.size(), i -> value(values.location(i), values.logVariance(i)));
    }

    @Override
    default boolean continuous() {
        return true;
    }
}
