package io.elbo.statistics.measure;

/**
 * Gradient-boosted trees (Friedman 2001). Each output starts with the best constant and adds, in 100 stages, a tenth of a
 * {@link RegressionTree} on the residuals. They are deterministic.
 */
final class BoostedTrees {
    private static final int STAGES = 100;
    private static final double RATE = 0.1;
    private static final double NO_CURVATURE = 1e-150;

    private final double[] start;
    private final RegressionTree[][] trees; // [stages][outputs]
    private final double[] importance;

    private BoostedTrees(double[] start, int columns) {
        this.start = start;
        trees = new RegressionTree[STAGES][start.length];
        importance = new double[columns];
    }

    /** The loss that the trees minimize. Its residuals are the negative gradient with respect to the outputs. */
    private interface Loss {
        /** Computes the residuals; both arrays are {@code [outputs][rows]}. */
        void residuals(double[][] outputs, double[][] residuals);

        /** Returns the second derivative for a residual. */
        double curvature(double residual);

        /** Returns the factor of a Newton step. */
        double step();
    }

    /** {@code 1/2 (target - output)^2}. */
    private record SquaredError(double[] target) implements Loss {
        @Override
        public void residuals(double[][] outputs, double[][] residuals) {
            for (int row = 0; row < target.length; row++) {
                residuals[0][row] = target[row] - outputs[0][row];
            }
        }

        @Override
        public double curvature(double residual) {
            return 1;
        }

        @Override
        public double step() {
            return 1;
        }
    }

    /** {@code -ln softmax(outputs)[label]}, with residuals {@code y - p}, curvature {@code p (1 - p)} and step (C - 1) / C. */
    private record LogLoss(int[] label, int classes) implements Loss {
        @Override
        public void residuals(double[][] outputs, double[][] residuals) {
            for (int row = 0; row < label.length; row++) {
                double greatest = Double.NEGATIVE_INFINITY;
                for (double[] output : outputs) {
                    greatest = Math.max(greatest, output[row]);
                }
                double sum = 0;
                for (int c = 0; c < classes; c++) {
                    residuals[c][row] = StrictMath.exp(outputs[c][row] - greatest);
                    sum += residuals[c][row];
                }
                for (int c = 0; c < classes; c++) {
                    residuals[c][row] = (label[row] == c ? 1 : 0) - residuals[c][row] / sum;
                }
            }
        }

        @Override
        public double curvature(double residual) {
            return Math.abs(residual) * (1 - Math.abs(residual));
        }

        @Override
        public double step() {
            return (classes - 1.0) / classes;
        }
    }

    /** Fits trees with one output by squared error. The target must be of the order of 1. */
    static BoostedTrees regression(SortedColumns rows, double[] target) {
        double sum = 0;
        for (double value : target) {
            sum += value;
        }
        BoostedTrees trees = new BoostedTrees(new double[] {sum / target.length}, rows.width());
        trees.fit(rows, new SquaredError(target));
        return trees;
    }

    /** Fits trees with an output for each class: the logarithm of its probability up to a constant. Each class must occur. */
    static BoostedTrees classification(SortedColumns rows, int[] label, int classes) {
        double[] start = new double[classes];
        for (int c : label) {
            start[c]++;
        }
        for (int c = 0; c < classes; c++) {
            start[c] = StrictMath.log(start[c] / label.length);
        }
        BoostedTrees trees = new BoostedTrees(start, rows.width());
        trees.fit(rows, new LogLoss(label, classes));
        return trees;
    }

    private void fit(SortedColumns rows, Loss loss) {
        int n = rows.rows();
        double[][] outputs = new double[start.length][n];
        double[][] residuals = new double[start.length][n];
        int[] leaf = new int[n];
        for (int c = 0; c < start.length; c++) {
            java.util.Arrays.fill(outputs[c], start[c]);
        }
        for (RegressionTree[] stage : trees) {
            loss.residuals(outputs, residuals);
            for (int c = 0; c < start.length; c++) {
                stage[c] = RegressionTree.grow(rows, residuals[c], importance, leaf);
                setLeaves(stage[c], residuals[c], leaf, loss);
                for (int row = 0; row < n; row++) {
                    outputs[c][row] += stage[c].value[leaf[row]];
                }
            }
        }
    }

    private static void setLeaves(RegressionTree tree, double[] residuals, int[] leaf, Loss loss) {
        double[] sum = new double[RegressionTree.NODES];
        double[] curvature = new double[RegressionTree.NODES];
        for (int row = 0; row < leaf.length; row++) {
            sum[leaf[row]] += residuals[row];
            curvature[leaf[row]] += loss.curvature(residuals[row]);
        }
        for (int i = 0; i < RegressionTree.NODES; i++) {
            tree.value[i] = curvature[i] < NO_CURVATURE ? 0 : RATE * loss.step() * sum[i] / curvature[i];
        }
    }

    /** Returns the outputs for a row. */
    double[] of(float[] row) {
        double[] outputs = start.clone();
        for (RegressionTree[] stage : trees) {
            for (int c = 0; c < outputs.length; c++) {
                outputs[c] += stage[c].of(row);
            }
        }
        return outputs;
    }

    /** Returns the fraction of each column in the total loss reduction of all splits; all 0 if there was no split. */
    double[] importance() {
        double sum = 0;
        for (double one : importance) {
            sum += one;
        }
        double[] shares = new double[importance.length];
        for (int j = 0; j < shares.length; j++) {
            shares[j] = sum == 0 ? 0 : importance[j] / sum;
        }
        return shares;
    }
}
