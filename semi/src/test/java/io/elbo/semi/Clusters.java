package io.elbo.semi;

import io.elbo.data.FloatRows;
import java.util.Random;

/** Three long stripes side by side: rows of one class are far apart, and near to rows of the next. */
record Clusters(FloatRows rows, int[] labels) {
    static final int CLASSES = 3;

    static Clusters of(int count, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[count][2];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % CLASSES;
            double along = 2 * random.nextGaussian();
            double across = 1.5 * (labels[i] - 1) + 0.2 * random.nextGaussian();
            rows[i][0] = (float) (0.8 * along - 0.6 * across);
            rows[i][1] = (float) (0.6 * along + 0.8 * across);
        }
        return new Clusters(FloatRows.of(rows), labels);
    }
}
