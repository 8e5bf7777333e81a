package io.elbo.engine;

/** How an axis is folded into one value. */
public enum Reduction {
    /** The sum. Over the last axis: 16 interleaved partial sums and one fixed tree; over others: in ascending order. */
    SUM,
    /** The maximum. Not differentiated: its use is to shift the argument of a log-sum-exp, where it cancels. */
    MAX
}
