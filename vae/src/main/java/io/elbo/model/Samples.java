package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/** Draws of z in an objective. */
final class Samples {
    static final int MOST = 1000;

    private Samples() {}

    static void check(int samples) {
        if (samples < 1 || samples > MOST) {
            throw new IllegalArgumentException("samples " + samples + ": must be 1 to " + MOST);
        }
    }

    /** {@code 1/L sum_l x_l} of a scalar in each draw, {@code [1]}; of one that is the same in all draws, itself. */
    static Node mean(Node x) {
        return x.draws() == 1 ? x : all(x).sum().times(1f / x.draws());
    }

    /** A scalar of each draw as one value, {@code [L]}. */
    static Node all(Node x) {
        return x.draws() == 1 ? x : x.joinDraws().reshape(Shape.of(x.draws()));
    }
}
