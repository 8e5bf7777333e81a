package io.elbo.table;

/**
 * The size of a table's anomaly scorer.
 *
 * @param folds into which the rows are cut: each is judged by detectors that were fitted to the others; 1 to hold out a part once
 * @param members VAEs of each fold
 */
public record ScorerSpec(int folds, int members) {
    /** Rows of a table that is long enough to hold some out once. */
    private static final int LONG = 1000;

    private static final int MOST_FOLDS = 20;
    private static final int MOST_MEMBERS = 100;

    /** @throws IllegalArgumentException if a number is out of range */
    public ScorerSpec {
        if (folds < 1 || folds > MOST_FOLDS) {
            throw new IllegalArgumentException("folds " + folds + ": must be 1 to " + MOST_FOLDS);
        }
        if (members < 1 || members > MOST_MEMBERS) {
            throw new IllegalArgumentException("members " + members + ": must be 1 to " + MOST_MEMBERS);
        }
    }

    /** The scorer that suits a number of rows. */
    public static ScorerSpec of(int rows) {
        return rows >= LONG ? new ScorerSpec(1, 8) : new ScorerSpec(5, 3);
    }
}
