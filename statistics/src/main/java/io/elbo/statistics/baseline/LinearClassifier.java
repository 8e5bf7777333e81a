package io.elbo.statistics.baseline;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.math.Vectors;
import io.elbo.parallel.Threads;
import java.util.Arrays;

/**
 * Multinomial logistic regression: {@code p(label c|x) = exp(w_c x + b_c) / sum over labels}. The weights minimize {@code sum of
 * -ln p(label|x) + penalty / 2 |w|^2}, where w is per standard deviation of each feature. On the codes of an autoencoder it is a
 * linear probe.
 */
public final class LinearClassifier implements Classifier {
    /**
     * Options for fitting.
     *
     * @param penalty of the squared weights, 0 or more: the inverse variance of a normal prior on them. With 0 there is no best
     *     fit if a plane separates the labels
     * @param iterations of L-BFGS, maximum, 1 or more
     * @param tolerance stops once no entry of the gradient of the mean objective is greater; above 0
     */
    public record Options(double penalty, int iterations, double tolerance) {
        public Options {
            if (!(penalty >= 0 && Double.isFinite(penalty))) {
                throw new IllegalArgumentException("penalty " + penalty + ": must be 0 or more");
            }
            if (iterations < 1) {
                throw new IllegalArgumentException("iterations " + iterations + ": must be at least 1");
            }
            if (!(tolerance > 0)) {
                throw new IllegalArgumentException("tolerance " + tolerance + ": must be above 0");
            }
        }

        /** At most 1000 iterations, a tolerance of 1e-6. */
        public Options(double penalty) {
            this(penalty, 1000, 1e-6);
        }
    }

    private final int[] classes;
    private final Softmax model;
    private final int iterations;
    private final boolean converged;

    private LinearClassifier(int[] classes, Softmax model, int iterations, boolean converged) {
        this.classes = classes;
        this.model = model;
        this.iterations = iterations;
        this.converged = converged;
    }

    /**
     * Fits a classifier. Features are standardized internally; a constant feature is ignored.
     *
     * @param labels [rows], with at least two different labels
     */
    public static LinearClassifier fit(Rows rows, int[] labels, Options options) {
        Labels checked = Labels.of(rows, labels);
        RowMatrix x = RowMatrix.toFit(rows);
        SoftmaxLoss loss = new SoftmaxLoss(x, Scaling.standardising(x), checked, options.penalty());
        Lbfgs.Result result = Lbfgs.minimize(loss, new double[loss.size()], options.tolerance(), options.iterations());
        return new LinearClassifier(
                checked.classes(), loss.model(result.place()), result.iterations(), result.converged());
    }

    /**
     * Returns a classifier from fitted parameters.
     *
     * @param classes the labels, ascending
     * @param weights w, [classes][features], for unscaled features
     * @param intercepts b, [classes]
     */
    public static LinearClassifier of(int[] classes, double[][] weights, double[] intercepts) {
        int features = weights.length == 0 ? 0 : weights[0].length;
        boolean fit = classes.length >= 2
                && weights.length == classes.length
                && intercepts.length == classes.length
                && features > 0
                && Arrays.stream(weights).allMatch(w -> w.length == features);
        if (!fit) {
            throw new IllegalArgumentException(
                    "weights: there must be a row of equal length and an intercept for each of the " + classes.length
                            + " labels, and at least 2 labels");
        }
        for (int c = 1; c < classes.length; c++) {
            if (classes[c] <= classes[c - 1]) {
                throw new IllegalArgumentException("labels " + Arrays.toString(classes) + ": must be ascending");
            }
        }
        Softmax model = new Softmax(Vectors.copy(weights), intercepts.clone());
        return new LinearClassifier(classes.clone(), model, 0, true);
    }

    /** Returns the labels, ascending. */
    public int[] classes() {
        return classes.clone();
    }

    /** Returns w, [classes][features], for unscaled features. */
    public double[][] weights() {
        return Vectors.copy(model.weights());
    }

    /** Returns b, [classes], for unscaled features. */
    public double[] intercepts() {
        return model.intercepts().clone();
    }

    /** Returns the number of iterations. */
    public int iterations() {
        return iterations;
    }

    /** Returns false if the tolerance was not reached. */
    public boolean converged() {
        return converged;
    }

    /** Returns p(label|x) of each row, [rows][classes]. */
    public double[][] probabilities(Rows rows) {
        RowMatrix x = RowMatrix.toApply(rows, model.weights()[0].length);
        double[][] probabilities = new double[x.count()][];
        Threads.each(probabilities.length, row -> {
            probabilities[row] = model.scores(x.row(row));
            Softmax.normalize(probabilities[row]);
        });
        return probabilities;
    }

    @Override
    public int[] predict(Rows rows) {
        return Arrays.stream(probabilities(rows))
                .mapToInt(p -> classes[largest(p)])
                .toArray();
    }

    private static int largest(double[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    /** Returns {@code -ln p(label|x)}, the mean over rows in nats. */
    public double logLoss(Rows rows, int[] labels) {
        Labels.requireOneEach(rows, labels);
        RowMatrix x = RowMatrix.toApply(rows, model.weights()[0].length);
        double sum = 0;
        for (int row = 0; row < labels.length; row++) {
            int label = Arrays.binarySearch(classes, labels[row]);
            if (label < 0) {
                throw new DataException("row " + row + " has the label " + labels[row]
                        + ", which does not occur in the training data; labels are " + Arrays.toString(classes));
            }
            double[] scores = model.scores(x.row(row));
            sum += -scores[label] + Softmax.normalize(scores);
        }
        return sum / labels.length;
    }
}
