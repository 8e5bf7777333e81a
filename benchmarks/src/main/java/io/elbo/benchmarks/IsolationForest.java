package io.elbo.benchmarks;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.math.CounterRandom;
import io.elbo.parallel.Threads;
import java.util.Arrays;

/**
 * A baseline: the isolation forest (Liu, Ting and Zhou 2008). Its trees split samples of rows at random values of random features, and
 * anomalies are isolated after few splits. The score is {@code 2^(-E[h(x)] / c(n))} with h the depth of x in a tree, n the number of rows
 * of a tree and c(n) the expected depth for n rows. It is near 1 for anomalies and below 1/2 for normal rows.
 */
final class IsolationForest implements AnomalyDetector {
    /**
     * The options of a forest.
     *
     * @param trees the number of trees, at least 1
     * @param subsample the number of rows of each tree, drawn without replacement, at least 2; all rows if there are fewer
     * @param seed the seed of draws and splits
     */
    record Options(int trees, int subsample, long seed) {
        Options {
            if (trees < 1) {
                throw new IllegalArgumentException("trees " + trees + ": must be at least 1");
            }
            if (subsample < 2) {
                throw new IllegalArgumentException("subsample " + subsample + ": must be at least 2");
            }
        }

        /** Creates the options of the paper: 100 trees of 256 rows. */
        Options(long seed) {
            this(100, 256, seed);
        }
    }

    private final IsolationTree[] trees;
    private final int width;
    private final double expected;

    private IsolationForest(IsolationTree[] trees, int width, double expected) {
        this.trees = trees;
        this.width = width;
        this.expected = expected;
    }

    /**
     * Grows a forest.
     *
     * @param rows at least 2 rows
     */
    static IsolationForest fit(Rows rows, Options options) {
        if (rows.count() < 2) {
            throw new DataException("there is 1 row; a forest needs at least 2");
        }
        float[][] x = rows.toArray();
        int sample = Math.min(options.subsample(), x.length);
        CounterRandom draws = CounterRandom.of(options.seed(), "subsample");
        CounterRandom splits = CounterRandom.of(options.seed(), "isolation tree");
        IsolationTree[] trees = new IsolationTree[options.trees()];
        Threads.each(trees.length, tree -> {
            int[] chosen = Arrays.copyOf(draws.permutation(tree, x.length), sample);
            trees[tree] = IsolationTree.grow(x, chosen, splits, tree);
        });
        return new IsolationForest(trees, rows.width(), IsolationTree.expectedDepth(sample));
    }

    @Override
    public double[] scores(Rows rows) {
        if (rows.width() != width) {
            throw new DataException("rows of " + rows.width() + " columns; the forest was fitted to rows of " + width);
        }
        float[][] x = rows.toArray();
        double[] scores = new double[x.length];
        Threads.each(scores.length, row -> {
            double sum = 0;
            for (IsolationTree tree : trees) {
                sum += tree.depth(x[row]);
            }
            scores[row] = StrictMath.pow(2, -sum / trees.length / expected);
        });
        return scores;
    }
}
