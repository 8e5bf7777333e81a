package io.elbo.statistics.baseline;

import io.elbo.data.Rows;

/** Predicts labels of rows. */
public interface Classifier {
    /** Returns the predicted label of each row: one of those of the training data. */
    int[] predict(Rows rows);

    /** Returns the fraction of rows whose label is predicted correctly, 0 to 1. */
    default double accuracy(Rows rows, int[] labels) {
        Labels.requireOneEach(rows, labels);
        int[] predicted = predict(rows);
        int right = 0;
        for (int row = 0; row < labels.length; row++) {
            right += predicted[row] == labels[row] ? 1 : 0;
        }
        return (double) right / labels.length;
    }

    /** Returns the fraction of rows whose label is predicted incorrectly, {@code 1 - accuracy}. */
    default double errorRate(Rows rows, int[] labels) {
        return 1 - accuracy(rows, labels);
    }
}
