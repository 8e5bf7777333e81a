package io.elbo.image.generation;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.statistics.baseline.Pca;

/** The first principal components of the training rows: for rows without labels. */
public final class PcaFeatures implements Features {
    private static final int MOST_COMPONENTS = 64;
    private static final int MOST_ROWS = 10_000;

    private final Pca pca;

    private PcaFeatures(Pca pca) {
        this.pca = pca;
    }

    /**
     * At most 64 components, of at most 10,000 of the rows.
     *
     * @throws DataException if there are fewer than 2 rows
     */
    public static PcaFeatures fit(Rows training, long seed) {
        if (training.count() < 2) {
            throw new DataException("features need at least 2 rows to be fitted to; there is one");
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
