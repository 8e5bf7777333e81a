package io.elbo.model;

import io.elbo.engine.Node;

/** Closed forms for Gaussians with independent components, in nats. */
public final class Normals {
    private static final float LOG_2_PI = (float) Math.log(2 * Math.PI);

    private Normals() {}

    /** Returns {@code ln N(z; m, e^v) = -1/2 sum(ln 2 pi + v + (z - m)^2 e^-v)}, {@code [1]}. */
    public static Node logDensity(Node z, Node mean, Node logVariance) {
        Node error = z.minus(mean).square().times(logVariance.negate().exp());
        return logVariance.plus(error).plus(LOG_2_PI).sumAll().times(-0.5f);
    }

    /** Returns {@code ln N(z; 0, 1) = -1/2 sum(ln 2 pi + z^2)}, {@code [1]}. */
    public static Node logDensityStandard(Node z) {
        return z.square().plus(LOG_2_PI).sumAll().times(-0.5f);
    }

    /** Returns {@code KL(N(m, e^v) || N(0, 1)) = 1/2 (m^2 + e^v - 1 - v)} for each component. */
    public static Node klToStandard(Node mean, Node logVariance) {
        return mean.square().plus(logVariance.exp()).minus(logVariance).plus(-1).times(0.5f);
    }
}
