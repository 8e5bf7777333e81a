package io.elbo.statistics.baseline;

import io.elbo.data.Rows;

/**
 * The label that most of the k nearest rows have, by Euclidean distance; of labels with as many, that of the nearest row.
 * Exact: every row is looked at.
 */
public final class NearestNeighbourClassifier implements Classifier {
    private final Neighbours neighbours;
    private final Labels labels;
    private final int k;

    private NearestNeighbourClassifier(Neighbours neighbours, Labels labels, int k) {
        this.neighbours = neighbours;
        this.labels = labels;
        this.k = k;
    }

    /**
     * Keeps the rows.
     *
     * @param labels [rows], two different ones or more
     * @param k the neighbours that vote, 1 to the number of rows
     */
    public static NearestNeighbourClassifier fit(Rows rows, int[] labels, int k) {
        Labels checked = Labels.of(rows, labels);
        RowMatrix x = RowMatrix.toFit(rows);
        Neighbours.requireSome(k, x);
        return new NearestNeighbourClassifier(new Neighbours(x), checked, k);
    }

    @Override
    public int[] predict(Rows rows) {
        Neighbours.Nearest[] nearest =
                neighbours.of(RowMatrix.toApply(rows, neighbours.x().width()), k);
        int[] predicted = new int[nearest.length];
        for (int row = 0; row < predicted.length; row++) {
            predicted[row] = labels.classes()[vote(nearest[row])];
        }
        return predicted;
    }

    private int vote(Neighbours.Nearest nearest) {
        int[] votes = new int[labels.classes().length];
        int most = 0;
        for (int rank = 0; rank < k; rank++) {
            most = Math.max(most, ++votes[labels.index()[nearest.row(rank)]]);
        }
        int rank = 0;
        while (votes[labels.index()[nearest.row(rank)]] < most) {
            rank++;
        }
        return labels.index()[nearest.row(rank)];
    }
}
