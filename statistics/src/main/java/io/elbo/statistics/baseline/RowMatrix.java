package io.elbo.statistics.baseline;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import java.util.Arrays;

/** All rows in memory, as 32-bit floats. Fits read them many times. */
final class RowMatrix {
    private final float[][] values;

    private RowMatrix(float[][] values) {
        this.values = values;
    }

    /** @throws DataException if a value is NaN or infinite; rows and features count from 0 */
    static RowMatrix of(Rows rows) {
        float[][] values = new float[rows.count()][rows.width()];
        for (int row = 0; row < values.length; row++) {
            rows.read(row, values[row], 0);
            for (int feature = 0; feature < values[row].length; feature++) {
                if (!Float.isFinite(values[row][feature])) {
                    throw new DataException("row " + row + ", feature " + feature + ": " + values[row][feature]
                            + " is not a finite number; fill in or remove such values first");
                }
            }
        }
        return new RowMatrix(values);
    }

    /** Returns the rows for a fit, which needs at least two. */
    static RowMatrix toFit(Rows rows) {
        if (rows.count() < 2) {
            throw new DataException("there is 1 row; a fit needs at least 2");
        }
        return of(rows);
    }

    /** Returns the rows that a fitted model is applied to. Their width must be that of the training data. */
    static RowMatrix toApply(Rows rows, int width) {
        if (rows.width() != width) {
            throw new DataException("the rows have " + rows.width() + " features; this model was fitted to rows of "
                    + width + " features");
        }
        return of(rows);
    }

    /** Returns some of the rows, which are shared. */
    RowMatrix select(int[] rows) {
        return new RowMatrix(Arrays.stream(rows).mapToObj(row -> values[row]).toArray(float[][]::new));
    }

    int count() {
        return values.length;
    }

    int width() {
        return values[0].length;
    }

    /** Returns a row without copying; nobody writes to it. */
    float[] row(int row) {
        return values[row];
    }

    /** Returns the mean of each feature. It is exact for a constant feature, because it sums differences to the first row. */
    double[] mean() {
        double[] sums = new double[width()];
        for (float[] row : values) {
            for (int j = 0; j < sums.length; j++) {
                sums[j] += (double) row[j] - values[0][j];
            }
        }
        for (int j = 0; j < sums.length; j++) {
            sums[j] = values[0][j] + sums[j] / count();
        }
        return sums;
    }

    /** Returns the variance of each feature. */
    double[] variances(double[] mean) {
        double[] sums = new double[width()];
        for (float[] row : values) {
            for (int j = 0; j < sums.length; j++) {
                double difference = row[j] - mean[j];
                sums[j] += difference * difference;
            }
        }
        for (int j = 0; j < sums.length; j++) {
            sums[j] /= count();
        }
        return sums;
    }
}
