package io.elbo.cli;

import io.elbo.data.DataException;
import io.elbo.data.image.Images;
import io.elbo.semi.SemiModel;
import java.util.Locale;

/**
 * The errors of a classifier.
 *
 * @param on the name of the data
 * @param confusion the number of rows by label, then by prediction
 */
record Errors(String on, int[][] confusion) {
    /** @throws DataException if the images have no labels, or one that the classifier does not know */
    static Errors of(SemiModel model, Images images, int[] predicted) {
        int[] labels = images.labels()
                .orElseThrow(() -> new DataException(
                        images.name() + ": has no labels to compare with; -o FILE.csv writes the predictions"));
        int[][] confusion = new int[model.classes()][model.classes()];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= confusion.length) {
                throw new DataException(images.name() + ": row " + i + " has label " + labels[i]
                        + "; this classifier has classes 0 to " + (confusion.length - 1));
            }
            confusion[labels[i]][predicted[i]]++;
        }
        return new Errors(images.name(), confusion);
    }

    int rows() {
        int sum = 0;
        for (int[] row : confusion) {
            for (int n : row) {
                sum += n;
            }
        }
        return sum;
    }

    int wrong() {
        int sum = 0;
        for (int i = 0; i < confusion.length; i++) {
            for (int j = 0; j < confusion.length; j++) {
                sum += i == j ? 0 : confusion[i][j];
            }
        }
        return sum;
    }

    double rate() {
        return (double) wrong() / rows();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f %% (%,d of %,d rows)", 100 * rate(), wrong(), rows());
    }
}
