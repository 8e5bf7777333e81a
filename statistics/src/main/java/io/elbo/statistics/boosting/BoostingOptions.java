package io.elbo.statistics.boosting;

/**
 * Options for boosting trees.
 *
 * @param stages maximum number of trees
 * @param rate the learning rate, which each tree's step is multiplied by
 * @param leaves maximum leaves of a tree
 * @param leastRows minimum rows of a leaf
 * @param validation the fraction of rows held out to decide how many trees are kept; 0 to keep all trees
 * @param patience the number of trees without improvement on these rows after which training stops
 * @param seed determines the held-out rows
 */
public record BoostingOptions(
        int stages, double rate, int leaves, int leastRows, double validation, int patience, long seed) {
    /** Checks the ranges. */
    public BoostingOptions {
        if (stages < 1 || leaves < 2 || leastRows < 1 || patience < 1) {
            throw new IllegalArgumentException("stages " + stages + ", leaves " + leaves + ", leastRows " + leastRows
                    + ", patience " + patience + ": must be at least 1, 2, 1 and 1");
        }
        if (!(rate > 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate " + rate + ": must be above 0 to 1");
        }
        if (!(validation >= 0 && validation < 1)) {
            throw new IllegalArgumentException("validation " + validation + ": must be 0 to below 1");
        }
    }

    /** Returns 100 trees of 31 leaves of 20 rows or more, a learning rate of 0.1, a tenth held out, a patience of 10, seed 1. */
    public static BoostingOptions defaults() {
        return new BoostingOptions(100, 0.1, 31, 20, 0.1, 10, 1);
    }

    /** Returns a copy with another number of trees. */
    public BoostingOptions withStages(int other) {
        return new BoostingOptions(other, rate, leaves, leastRows, validation, patience, seed);
    }

    /** Returns a copy with another seed. */
    public BoostingOptions withSeed(long other) {
        return new BoostingOptions(stages, rate, leaves, leastRows, validation, patience, other);
    }

    /** Returns a copy with another minimum number of rows of a leaf. */
    public BoostingOptions withLeastRows(int other) {
        return new BoostingOptions(stages, rate, leaves, other, validation, patience, seed);
    }
}
