package io.elbo.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The source of a likelihood's log variance, which is bounded smoothly like the posterior's. */
public enum LearnedScale {
    /** One learned number. */
    @JsonProperty("shared")
    SHARED,
    /** A learned number for each feature. */
    @JsonProperty("feature")
    FEATURE,
    /** The second half of the last axis of the decoder's output. */
    @JsonProperty("decoder")
    DECODER;

    /** The parameter with the log variances, if the decoder does not output them. */
    static final String LOG_VARIANCE = "log_variance";

    private static final float BOUND = DiagonalGaussian.BOUND;

    Shape outputs(Shape data) {
        if (this != DECODER) {
            return data;
        }
        List<Integer> extents = new ArrayList<>(data.extents());
        extents.set(extents.size() - 1, Math.multiplyExact(2, data.last()));
        return new Shape(extents);
    }

    /** The locations and log variances of a row's features, in double precision. */
    record Values(LearnedScale scale, float[] output, int last, float[] learned) {
        double location(int feature) {
            return output[scale == DECODER ? feature / last * 2 * last + feature % last : feature];
        }

        double logVariance(int feature) {
            return bounded(
                    switch (scale) {
                        case SHARED -> learned[0];
                        case FEATURE -> learned[feature];
                        case DECODER -> output[feature / last * 2 * last + last + feature % last];
                    });
        }
    }

    /** @param learned the parameters that are learned in addition to the decoder, by name */
    Values values(float[] output, Shape data, Function<String, float[]> learned) {
        return new Values(this, output, data.last(), this == DECODER ? null : learned.apply(LOG_VARIANCE));
    }

    /** Returns the log variance for a learned value. */
    public static double bounded(double raw) {
        return BOUND * StrictMath.tanh(raw / BOUND);
    }

    /** Returns the part of the decoder's output that is the location. */
    Node location(Node output, Shape data) {
        return this == DECODER ? output.slice(0, data.last()) : output;
    }

    /** Returns the log variance, in the shape of the data. */
    Node logVariance(Node output, Shape data, Network network) {
        Node raw = switch (this) {
            case SHARED ->
                network.vector(LOG_VARIANCE, 1, 0)
                        .spread()
                        .broadcast(Shape.of(data.size()))
                        .reshape(data);
            case FEATURE ->
                network.vector(LOG_VARIANCE, data.size(), 0).spread().reshape(data);
            case DECODER -> output.slice(data.last(), data.last());
        };
        return raw.times(1 / BOUND).tanh().times(BOUND);
    }
}
