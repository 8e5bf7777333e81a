package io.elbo.engine;

/** How an axis is reduced to one value. */
public enum Reduction {
    /** The sum. The last axis uses 16 interleaved partial sums and one fixed tree; other axes are summed in ascending order. */
    SUM,
    /** The maximum. It is not differentiated: it shifts the argument of a log-sum-exp, where it cancels. */
    MAX
}
