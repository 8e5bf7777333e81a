package io.elbo.statistics.baseline;

import io.elbo.parallel.Threads;
import java.util.List;

/**
 * A mixture {@code p(x) = sum of w_c N_c(x)}.
 *
 * @param weights [components], which sum to 1
 */
record Mixture(double[] weights, List<Normal> components) {
    /** Rows that are processed together. */
    private static final int BLOCK = 128;

    /** The densities of rows: ln p(x) as [rows], and p(component|x) as [components][rows]. */
    record Assignment(double[] logDensities, double[][] responsibilities) {}

    Assignment assign(RowMatrix x) {
        double[] logDensities = new double[x.count()];
        double[][] responsibilities = new double[weights.length][x.count()];
        Threads.each(
                (x.count() + BLOCK - 1) / BLOCK, block -> assign(x, block * BLOCK, logDensities, responsibilities));
        return new Assignment(logDensities, responsibilities);
    }

    private void assign(RowMatrix x, int from, double[] logDensities, double[][] responsibilities) {
        int rows = Math.min(BLOCK, x.count() - from);
        double[][] columns = new double[x.width()][rows];
        for (int row = 0; row < rows; row++) {
            float[] values = x.row(from + row);
            for (int j = 0; j < values.length; j++) {
                columns[j][row] = values[j];
            }
        }
        double[][] joint = new double[weights.length][rows];
        for (int c = 0; c < weights.length; c++) {
            components.get(c).logDensities(columns, joint[c]);
            double logWeight = StrictMath.log(weights[c]);
            for (int row = 0; row < rows; row++) {
                joint[c][row] += logWeight;
            }
        }
        for (int row = 0; row < rows; row++) {
            double highest = Double.NEGATIVE_INFINITY;
            for (double[] component : joint) {
                highest = Math.max(highest, component[row]);
            }
            double sum = 0;
            for (int c = 0; c < weights.length; c++) {
                double ratio = StrictMath.exp(joint[c][row] - highest);
                responsibilities[c][from + row] = ratio;
                sum += ratio;
            }
            for (int c = 0; c < weights.length; c++) {
                responsibilities[c][from + row] /= sum;
            }
            logDensities[from + row] = highest + StrictMath.log(sum);
        }
    }
}
