package io.elbo.statistics.baseline;

import io.elbo.math.CounterRandom;
import io.elbo.math.Vectors;
import io.elbo.parallel.Threads;
import java.util.Arrays;

/** Initial clusters of mixtures: centres drawn by k-means++ (Arthur and Vassilvitskii 2007), then a few steps of k-means. */
final class KMeans {
    private static final int STEPS = 20;

    private final RowMatrix x;
    private final int[] nearest;
    private final double[] distances;

    private KMeans(RowMatrix x) {
        this.x = x;
        nearest = new int[x.count()];
        distances = new double[x.count()];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
    }

    /** Returns the cluster of each row, 0 to {@code clusters - 1}. There are fewer clusters if fewer rows are distinct. */
    static int[] clusters(RowMatrix x, int clusters, CounterRandom random, int restart) {
        KMeans means = new KMeans(x);
        double[][] centres = means.draw(clusters, random, restart);
        for (int step = 0; step < STEPS; step++) {
            int[] before = means.nearest.clone();
            means.move(centres);
            Arrays.fill(means.distances, Double.POSITIVE_INFINITY);
            for (int c = 0; c < centres.length; c++) {
                means.look(centres[c], c);
            }
            if (Arrays.equals(before, means.nearest)) {
                break;
            }
        }
        return means.nearest;
    }

    /**
     * Draws the centres. Each further centre is a row drawn with a probability proportional to its squared distance to the
     * nearest centre.
     */
    private double[][] draw(int clusters, CounterRandom random, int restart) {
        double[][] centres = new double[clusters][];
        for (int c = 0; c < clusters; c++) {
            double sum = c == 0 ? x.count() : Vectors.sum(distances);
            if (sum == 0) {
                return Arrays.copyOf(centres, c);
            }
            double rest = uniform(random, restart, c) * sum;
            int chosen = -1;
            for (int row = 0; row < distances.length && (rest >= 0 || chosen < 0); row++) {
                double share = c == 0 ? 1 : distances[row];
                rest -= share;
                chosen = share > 0 ? row : chosen;
            }
            centres[c] = doubles(x.row(chosen));
            look(centres[c], c);
        }
        return centres;
    }

    /** Returns a number in (0, 1), finer than a float because there may be more rows than floats. */
    private static double uniform(CounterRandom random, int restart, int c) {
        float[] pair = new float[2];
        random.uniform(restart, c, 0, pair, 0, 2);
        return pair[0] + (pair[1] - 0.5) * 0x1p-23;
    }

    private static double[] doubles(float[] row) {
        double[] to = new double[row.length];
        for (int j = 0; j < to.length; j++) {
            to[j] = row[j];
        }
        return to;
    }

    /** Assigns rows to this centre if it is nearer than the previous ones. */
    private void look(double[] centre, int c) {
        Threads.each(distances.length, row -> {
            double distance = 0;
            float[] values = x.row(row);
            for (int j = 0; j < centre.length; j++) {
                double difference = values[j] - centre[j];
                distance += difference * difference;
            }
            if (distance < distances[row]) {
                distances[row] = distance;
                nearest[row] = c;
            }
        });
    }

    /** Moves centres to the means of their clusters; a centre without rows stays. */
    private void move(double[][] centres) {
        int[] sizes = new int[centres.length];
        for (int cluster : nearest) {
            sizes[cluster]++;
        }
        for (int c = 0; c < centres.length; c++) {
            if (sizes[c] > 0) {
                Arrays.fill(centres[c], 0);
            }
        }
        for (int row = 0; row < nearest.length; row++) {
            double[] centre = centres[nearest[row]];
            float[] values = x.row(row);
            for (int j = 0; j < centre.length; j++) {
                centre[j] += (double) values[j] / sizes[nearest[row]];
            }
        }
    }
}
