package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/** Checks the number of draws of z in an objective and combines the draws. */
final class Samples {
    static final int MOST = 1000;

    private Samples() {}

    static void check(int samples) {
        if (samples < 1 || samples > MOST) {
            throw new IllegalArgumentException("samples " + samples + ": must be 1 to " + MOST);
        }
    }

    /** Returns {@code 1/L sum_l x_l} of a scalar over the draws, {@code [1]}; a scalar that is the same in all draws is unchanged. */
    static Node mean(Node x) {
        return x.draws() == 1 ? x : all(x).sum().times(1f / x.draws());
    }

    /** Returns a scalar of each draw as one value, {@code [L]}. */
    static Node all(Node x) {
        return x.draws() == 1 ? x : x.joinDraws().reshape(Shape.of(x.draws()));
    }
}
