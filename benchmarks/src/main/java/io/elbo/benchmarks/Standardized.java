package io.elbo.benchmarks;

import io.elbo.data.FloatRows;
import io.elbo.data.Rows;

/** Standardizes columns with the means and variances of training rows. A missing value becomes the mean. */
record Standardized(double[] mean, double[] deviation) {
    static Standardized of(double[][] rows) {
        int width = rows[0].length;
        double[] mean = new double[width];
        double[] deviation = new double[width];
        for (int j = 0; j < width; j++) {
            int count = 0;
            double sum = 0;
            double squares = 0;
            for (double[] row : rows) {
                if (!Double.isNaN(row[j])) {
                    count++;
                    sum += row[j];
                }
            }
            mean[j] = count == 0 ? 0 : sum / count;
            for (double[] row : rows) {
                squares += Double.isNaN(row[j]) ? 0 : (row[j] - mean[j]) * (row[j] - mean[j]);
            }
            deviation[j] = squares > 0 ? Math.sqrt(squares / count) : 1;
        }
        return new Standardized(mean, deviation);
    }

    Rows rows(double[][] rows) {
        float[][] values = new float[rows.length][mean.length];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                values[i][j] = Double.isNaN(rows[i][j]) ? 0 : (float) ((rows[i][j] - mean[j]) / deviation[j]);
            }
        }
        return FloatRows.of(values);
    }
}
