package io.elbo.statistics.baseline;

import io.elbo.math.Vectors;
import io.elbo.parallel.Threads;

/**
 * The objective of multinomial logistic regression over standardized rows x: {@code (sum of -ln p(label|x) + penalty / 2 |w|^2) /
 * n} with {@code p(c|x) = exp(w_c x + b_c) / sum over classes}. A point is a flattened {@code [classes][features + 1]}, with the
 * intercept b after the weights.
 */
final class SoftmaxLoss implements Lbfgs.Function {
    /** Features whose gradients are summed together. Their parts of a row fill whole cache lines. */
    private static final int STRIPE = 64;

    private final RowMatrix x;
    private final Scaling scaling;
    private final Labels labels;
    private final double penalty;

    SoftmaxLoss(RowMatrix x, Scaling scaling, Labels labels, double penalty) {
        this.x = x;
        this.scaling = scaling;
        this.labels = labels;
        this.penalty = penalty;
    }

    int size() {
        return labels.classes().length * (x.width() + 1);
    }

    @Override
    public double value(double[] place, double[] gradient) {
        Softmax model = model(place);
        double[] losses = new double[x.count()];
        double[][] errors = new double[x.count()][];
        Threads.each(losses.length, row -> {
            double[] p = model.scores(x.row(row));
            int label = labels.index()[row];
            losses[row] = -p[label] + Softmax.normalize(p);
            p[label] -= 1;
            errors[row] = p;
        });
        int n = x.count();
        int stride = x.width() + 1;
        int classes = labels.classes().length;
        double squares = 0;
        for (int c = 0; c < classes; c++) {
            double sum = 0;
            for (double[] error : errors) {
                sum += error[c];
            }
            gradient[c * stride + x.width()] = sum / n;
            for (int j = 0; j < x.width(); j++) {
                squares += place[c * stride + j] * place[c * stride + j];
            }
        }
        Threads.each((x.width() + STRIPE - 1) / STRIPE, stripe -> {
            double[][] sums = sums(errors, stripe * STRIPE);
            for (int c = 0; c < classes; c++) {
                for (int j = 0; j < sums[c].length; j++) {
                    int at = c * stride + stripe * STRIPE + j;
                    double factor = scaling.factor()[stripe * STRIPE + j];
                    gradient[at] = (factor * sums[c][j] + penalty * place[at]) / n;
                }
            }
        });
        return (Vectors.sum(losses) + penalty / 2 * squares) / n;
    }

    /** Returns the sums over rows of errors times centred features, [classes][features of the stripe]. */
    private double[][] sums(double[][] errors, int from) {
        int width = Math.min(STRIPE, x.width() - from);
        double[][] sums = new double[errors[0].length][width];
        double[] values = new double[width];
        for (int row = 0; row < errors.length; row++) {
            float[] source = x.row(row);
            for (int j = 0; j < width; j++) {
                values[j] = source[from + j] - scaling.mean()[from + j];
            }
            for (int c = 0; c < sums.length; c++) {
                Vectors.add(sums[c], errors[row][c], values);
            }
        }
        return sums;
    }

    /** Returns the model, with the scaling folded into the weights so that rows need not be scaled. */
    Softmax model(double[] place) {
        int stride = x.width() + 1;
        double[][] weights = new double[labels.classes().length][x.width()];
        double[] intercepts = new double[weights.length];
        for (int c = 0; c < weights.length; c++) {
            for (int j = 0; j < x.width(); j++) {
                weights[c][j] = place[c * stride + j] * scaling.factor()[j];
            }
            intercepts[c] = place[c * stride + x.width()] - Vectors.dot(weights[c], scaling.mean());
        }
        return new Softmax(weights, intercepts);
    }
}
