package io.elbo.image.generation;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.statistics.baseline.Pca;

/** Features for rows without labels: the first principal components of the training rows. */
public final class PcaFeatures implements Features {
    private static final int MOST_COMPONENTS = 64;
    private static final int MOST_ROWS = 10_000;

    private final Pca pca;

    private PcaFeatures(Pca pca) {
        this.pca = pca;
    }

    /**
     * Fits at most 64 components to at most 10,000 of the rows.
     *
     * @throws DataException if there are fewer than 2 rows
     */
    public static PcaFeatures fit(Rows training, long seed) {
        if (training.count() < 2) {
            throw new DataException("fitting features needs at least 2 rows; there is one");
        }
        Rows some = training.some(MOST_ROWS, seed);
        return new PcaFeatures(Pca.fit(some, Math.min(MOST_COMPONENTS, Math.min(some.count() - 1, some.width()))));
    }

    @Override
    public float[][] of(Rows rows) {
        return pca.transform(rows);
    }

    @Override
    public String name() {
        return pca.components().length + " principal components of the training rows";
    }
}
