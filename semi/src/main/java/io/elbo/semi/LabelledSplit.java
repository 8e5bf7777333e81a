package io.elbo.semi;

import io.elbo.data.DataException;
import io.elbo.math.CounterRandom;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The rows whose label training may see. Labels are classes from 0, and each class has at least one such row. Immutable.
 */
public final class LabelledSplit {
    /** The label of a row whose class is not known. */
    public static final int UNKNOWN = -1;

    private static final int MOST_CLASSES = 10_000;

    private final int classes;
    private final int[] known;
    private final int[] labelled;
    private final int[] unlabelled;

    private LabelledSplit(int classes, int[] known) {
        this.classes = classes;
        this.known = known;
        labelled = IntStream.range(0, known.length)
                .filter(row -> known[row] != UNKNOWN)
                .toArray();
        unlabelled = IntStream.range(0, known.length)
                .filter(row -> known[row] == UNKNOWN)
                .toArray();
    }

    /**
     * Returns the split of known labels.
     *
     * @param labels [rows], a class or {@link #UNKNOWN}
     * @throws DataException if a label is neither, or a class below the highest has no row
     */
    public static LabelledSplit of(int[] labels) {
        int classes = counts(labels).length;
        return new LabelledSplit(classes, labels.clone());
    }

    /**
     * Keeps some labels and forgets the others. The seed chooses the same number from each class. If the count is not a multiple of the
     * number of classes, the first classes keep one more.
     *
     * @param labels [rows], a class each
     * @param count the number of labels to keep, at least one per class
     * @throws DataException if there are fewer labels
     */
    public static LabelledSplit balanced(int[] labels, int count, long seed) {
        int[] rowsOf = counts(labels);
        int classes = rowsOf.length;
        if (count < classes) {
            throw new IllegalArgumentException(
                    "labels " + count + ": must be at least " + classes + ", one for each class");
        }
        CounterRandom random = CounterRandom.of(seed, "labels");
        int[] known = new int[labels.length];
        Arrays.fill(known, UNKNOWN);
        for (int c = 0; c < classes; c++) {
            int label = c;
            int wanted = count / classes + (c < count % classes ? 1 : 0);
            if (wanted > rowsOf[c]) {
                throw new DataException("class " + c + " has " + rowsOf[c] + " labelled rows, but " + count
                        + " labels spread evenly over " + classes + " classes need " + wanted + " of it");
            }
            int[] rows = IntStream.range(0, labels.length)
                    .filter(row -> labels[row] == label)
                    .toArray();
            int[] order = random.permutation(c, rows.length);
            for (int i = 0; i < wanted; i++) {
                known[rows[order[i]]] = c;
            }
        }
        return new LabelledSplit(classes, known);
    }

    private static int[] counts(int[] labels) {
        int most = UNKNOWN;
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] < UNKNOWN || labels[row] >= MOST_CLASSES) {
                throw new DataException("row " + row + " has label " + labels[row] + "; classes run from 0 to "
                        + (MOST_CLASSES - 1) + ", and " + UNKNOWN + " stands for an unknown one");
            }
            most = Math.max(most, labels[row]);
        }
        int[] counts = new int[most + 1];
        for (int label : labels) {
            if (label != UNKNOWN) {
                counts[label]++;
            }
        }
        if (counts.length < 2) {
            throw new DataException("labels of " + counts.length + " classes; a classifier needs two or more");
        }
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] == 0) {
                throw new DataException("class " + c + " has no labelled row; classes run from 0 to "
                        + (counts.length - 1) + ", and each needs one");
            }
        }
        return counts;
    }

    /** Returns the number of classes. */
    public int classes() {
        return classes;
    }

    /** Returns the number of rows, with and without labels. */
    public int count() {
        return known.length;
    }

    /** Returns the rows with a label, ascending. */
    public int[] labelled() {
        return labelled.clone();
    }

    /** Returns the labels of {@link #labelled()}. */
    public int[] labels() {
        return Arrays.stream(labelled).map(row -> known[row]).toArray();
    }

    /** Returns the rows without a label, ascending. */
    public int[] unlabelled() {
        return unlabelled.clone();
    }

    /** @throws DataException if there is not one entry for each row */
    void requireFor(int rows) {
        if (rows != known.length) {
            throw new DataException(
                    "labels, known or not, of " + known.length + " rows for " + rows + " rows; each row needs one");
        }
    }
}
