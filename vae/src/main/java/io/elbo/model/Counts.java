package io.elbo.model;

import io.elbo.engine.Node;

/** Functions that the likelihoods of counts share. */
final class Counts {
    /** Log means stay between -20 and 20. */
    private static final float BOUND = 20;

    /** Above this a float cannot represent every whole number. */
    private static final float MOST = 1 << 24;

    private Counts() {}

    static Node bounded(Node logMean) {
        return logMean.times(1 / BOUND).tanh().times(BOUND);
    }

    static double bounded(double logMean) {
        return BOUND * StrictMath.tanh(logMean / BOUND);
    }

    static String refuses(float x, String name) {
        return x >= 0 && x <= MOST && x == (int) x
                ? null
                : "a " + name + " likelihood takes whole numbers from 0 to " + (int) MOST;
    }
}
