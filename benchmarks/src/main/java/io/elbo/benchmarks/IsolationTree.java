package io.elbo.benchmarks;

import io.elbo.math.CounterRandom;
import java.util.Arrays;

/**
 * A tree of an {@link IsolationForest}.
 *
 * @param features the split feature of each node; -1 for a leaf
 * @param places the split value of each node; rows below it go to the left
 * @param right the right child of each node; the left child is the next node
 * @param depths the depth of each leaf, plus the expected depth of the rows that it does not split
 */
record IsolationTree(int[] features, double[] places, int[] right, double[] depths) {
    /** Euler's constant. */
    private static final double GAMMA = 0.5772156649015329;

    /** Returns the mean depth of n rows in a random search tree, {@code 2 H(n - 1) - 2 (n - 1) / n}, with H(i) as ln i + gamma. */
    static double expectedDepth(int n) {
        if (n <= 2) {
            return n == 2 ? 1 : 0;
        }
        return 2 * (StrictMath.log(n - 1) + GAMMA) - 2 * (n - 1.0) / n;
    }

    /** Grows a tree to the depth of a balanced tree of these rows. */
    static IsolationTree grow(float[][] x, int[] rows, CounterRandom random, int number) {
        Growth growth = new Growth(x, rows, random, number);
        growth.node(0, rows.length, 0);
        return new IsolationTree(
                Arrays.copyOf(growth.features, growth.nodes),
                Arrays.copyOf(growth.places, growth.nodes),
                Arrays.copyOf(growth.right, growth.nodes),
                Arrays.copyOf(growth.depths, growth.nodes));
    }

    double depth(float[] row) {
        int node = 0;
        while (features[node] >= 0) {
            node = row[features[node]] < places[node] ? node + 1 : right[node];
        }
        return depths[node];
    }

    private static final class Growth {
        private final float[][] x;
        private final int[] rows;
        private final CounterRandom random;
        private final int number;
        private final int highest;
        private final int[] features;
        private final double[] places;
        private final int[] right;
        private final double[] depths;
        private int nodes;

        Growth(float[][] x, int[] rows, CounterRandom random, int number) {
            this.x = x;
            this.rows = rows;
            this.random = random;
            this.number = number;
            highest = 32 - Integer.numberOfLeadingZeros(rows.length - 1);
            features = new int[2 * rows.length];
            places = new double[2 * rows.length];
            right = new int[2 * rows.length];
            depths = new double[2 * rows.length];
        }

        /** Grows the node of {@code rows[from]} to {@code rows[to - 1]} and partitions these rows. */
        private void node(int from, int to, int depth) {
            int node = nodes++;
            features[node] = -1;
            int[] varying = depth < highest && to - from > 1 ? varying(from, to) : new int[0];
            if (varying.length == 0) {
                depths[node] = depth + expectedDepth(to - from);
                return;
            }
            float[] uniform = new float[2];
            random.uniform(number, node, 0, uniform, 0, 2);
            int feature = varying[(int) (uniform[0] * (double) varying.length)];
            features[node] = feature;
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = from; i < to; i++) {
                low = Math.min(low, x[rows[i]][feature]);
                high = Math.max(high, x[rows[i]][feature]);
            }
            places[node] = low + uniform[1] * (high - low);
            int middle = from;
            for (int i = from; i < to; i++) {
                if (x[rows[i]][feature] < places[node]) {
                    int row = rows[i];
                    rows[i] = rows[middle];
                    rows[middle++] = row;
                }
            }
            node(from, middle, depth + 1);
            right[node] = nodes;
            node(middle, to, depth + 1);
        }

        /** Returns the features that are not constant over the rows. */
        private int[] varying(int from, int to) {
            int[] varying = new int[x[0].length];
            int count = 0;
            for (int j = 0; j < varying.length; j++) {
                float first = x[rows[from]][j];
                boolean varies = false;
                for (int i = from + 1; i < to && !varies; i++) {
                    varies = x[rows[i]][j] != first;
                }
                if (varies) {
                    varying[count++] = j;
                }
            }
            return Arrays.copyOf(varying, count);
        }
    }
}
