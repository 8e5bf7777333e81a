package io.elbo.statistics.baseline;

import io.elbo.data.Rows;

/** Gives rows labels. */
public interface Classifier {
    /** The label of each row: one of those of the fit. */
    int[] predict(Rows rows);

    /** The part of the rows whose label is predicted, 0 to 1. */
    default double accuracy(Rows rows, int[] labels) {
        Labels.requireOneEach(rows, labels);
        int[] predicted = predict(rows);
        int right = 0;
        for (int row = 0; row < labels.length; row++) {
            right += predicted[row] == labels[row] ? 1 : 0;
        }
        return (double) right / labels.length;
    }

    /** The part of the rows whose label is not predicted, {@code 1 - accuracy}. */
    default double errorRate(Rows rows, int[] labels) {
        return 1 - accuracy(rows, labels);
    }
}
