package io.elbo.statistics.baseline;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import java.util.Arrays;

/**
 * The labels of rows.
 *
 * @param classes the labels that occur, ascending
 * @param index for each row, the index of its label in {@code classes}
 */
record Labels(int[] classes, int[] index) {
    static Labels of(Rows rows, int[] labels) {
        requireOneEach(rows, labels);
        int[] classes = Arrays.stream(labels).sorted().distinct().toArray();
        if (classes.length < 2) {
            throw new DataException(
                    "all rows have the label " + labels[0] + "; a classifier needs at least two labels");
        }
        int[] index = Arrays.stream(labels)
                .map(label -> Arrays.binarySearch(classes, label))
                .toArray();
        return new Labels(classes, index);
    }

    static void requireOneEach(Rows rows, int[] labels) {
        if (labels.length != rows.count()) {
            throw new DataException(
                    "there are " + labels.length + " labels and " + rows.count() + " rows; each row needs one label");
        }
    }
}
