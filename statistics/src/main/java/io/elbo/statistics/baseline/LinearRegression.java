package io.elbo.statistics.baseline;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.math.Vectors;
import io.elbo.parallel.Threads;

/**
 * Linear regression of one or several targets: {@code y = W x + b}. The weights minimize {@code sum of |y - W x - b|^2 + penalty
 * |W|^2}, where W is per standard deviation of each feature (ridge regression, Hoerl and Kennard 1970). On the codes of an
 * autoencoder it is a linear probe of what they tell about a factor.
 */
public final class LinearRegression {
    private final double[][] weights;
    private final double[] intercepts;

    private LinearRegression(double[][] weights, double[] intercepts) {
        this.weights = weights;
        this.intercepts = intercepts;
    }

    /**
     * Fits along the principal axes of the standardized features. A constant feature is ignored. If there are several best fits,
     * it returns the one with the smallest weights.
     *
     * @param rows [rows][features], at least 2
     * @param targets [rows][targets]
     * @param penalty 0 or more
     */
    public static LinearRegression fit(Rows rows, Rows targets, double penalty) {
        if (!(penalty >= 0 && Double.isFinite(penalty))) {
            throw new IllegalArgumentException("penalty " + penalty + ": must be 0 or more");
        }
        requireAsMany(rows, targets);
        RowMatrix x = RowMatrix.toFit(rows);
        RowMatrix y = RowMatrix.of(targets);
        Scaling scaling = Scaling.standardising(x);
        double[] mean = y.mean();
        PrincipalAxes axes = PrincipalAxes.of(x, scaling, Math.min(x.count(), x.width()));
        double[][] along = products(x, scaling, y, mean);
        double[][] weights = new double[y.width()][x.width()];
        double[] intercepts = mean.clone();
        for (int t = 0; t < weights.length; t++) {
            for (int k = 0; k < axes.variances().length; k++) {
                double squares = x.count() * axes.variances()[k];
                if (axes.variances()[k] > PrincipalAxes.ROUNDING * axes.variances()[0]) {
                    double weight = Vectors.dot(axes.vectors()[k], along[t]) / (squares + penalty);
                    Vectors.add(weights[t], weight, axes.vectors()[k]);
                }
            }
            for (int j = 0; j < x.width(); j++) {
                weights[t][j] *= scaling.factor()[j];
            }
            intercepts[t] -= Vectors.dot(weights[t], scaling.mean());
        }
        return new LinearRegression(weights, intercepts);
    }

    /** Returns the sums over rows of each target times each feature, both scaled: [targets][features]. */
    private static double[][] products(RowMatrix x, Scaling scaling, RowMatrix y, double[] mean) {
        double[][] products = new double[y.width()][x.width()];
        Threads.each(y.width(), t -> {
            for (int row = 0; row < x.count(); row++) {
                Vectors.add(products[t], y.row(row)[t] - mean[t], scaling.apply(x.row(row)));
            }
        });
        return products;
    }

    private static void requireAsMany(Rows rows, Rows targets) {
        if (rows.count() != targets.count()) {
            throw new DataException("there are " + rows.count() + " rows and " + targets.count()
                    + " rows of targets; each row needs its targets");
        }
    }

    /** Returns W, [targets][features], for unscaled features. */
    public double[][] weights() {
        return Vectors.copy(weights);
    }

    /** Returns b, [targets]. */
    public double[] intercepts() {
        return intercepts.clone();
    }

    /** Returns the predicted y of each row, [rows][targets]. */
    public float[][] predict(Rows rows) {
        RowMatrix x = RowMatrix.toApply(rows, weights[0].length);
        float[][] predicted = new float[x.count()][];
        for (int row = 0; row < predicted.length; row++) {
            predicted[row] = Vectors.floats(predict(x.row(row)));
        }
        return predicted;
    }

    private double[] predict(float[] row) {
        double[] y = intercepts.clone();
        for (int t = 0; t < y.length; t++) {
            y[t] += Vectors.dot(weights[t], row);
        }
        return y;
    }

    /**
     * Returns the coefficient of determination of each target, {@code 1 - sum (y - predicted)^2 / sum (y - mean)^2}. 1 is exact,
     * and 0 is no better than the mean. It is NaN for a target that does not vary.
     */
    public double[] rSquared(Rows rows, Rows targets) {
        requireAsMany(rows, targets);
        RowMatrix x = RowMatrix.toApply(rows, weights[0].length);
        RowMatrix y = RowMatrix.of(targets);
        if (y.width() != weights.length) {
            throw new DataException("there are " + y.width() + " targets; this model was fitted to " + weights.length);
        }
        double[] variances = y.variances(y.mean());
        double[] squares = new double[weights.length];
        for (int row = 0; row < x.count(); row++) {
            double[] predicted = predict(x.row(row));
            for (int t = 0; t < squares.length; t++) {
                double error = y.row(row)[t] - predicted[t];
                squares[t] += error * error;
            }
        }
        for (int t = 0; t < squares.length; t++) {
            squares[t] = variances[t] == 0 ? Double.NaN : 1 - squares[t] / x.count() / variances[t];
        }
        return squares;
    }
}
