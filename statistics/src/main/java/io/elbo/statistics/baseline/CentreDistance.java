package io.elbo.statistics.baseline;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.math.CounterRandom;
import io.elbo.parallel.Threads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The distance of a row to the nearest of some centres, averaged over several sets of centres. Each set is k-means on a small new
 * sample of rows, so in most sets a small cluster of anomalies has no centre of its own (as with the nearest neighbours in small
 * samples of Pang, Ting and Albrecht 2015, "LeSiNN"). Centres are means of several rows, so they reveal no row of the training
 * data.
 */
public final class CentreDistance {
    /**
     * Options for finding the centres.
     *
     * @param sets number of sets of centres, 1 or more
     * @param sample rows that each set is computed from, 1 or more; all if there are fewer
     * @param centres of each set, 1 or more
     * @param least minimum rows of a centre: centres with fewer are dropped, unless none has as many
     * @param seed of the samples
     */
    public record Options(int sets, int sample, int centres, int least, long seed) {
        public Options {
            if (sets < 1 || sample < 1 || centres < 1 || least < 1) {
                throw new IllegalArgumentException("sets " + sets + ", sample " + sample + ", centres " + centres
                        + ", least " + least + ": must be at least 1");
            }
        }
    }

    /** Rows that pass over the centres together. */
    private static final int ROWS = 4;

    private final float[][][] centres;
    /** The centres of all sets, [features][centres], so that one loop over contiguous values computes the distances to all. */
    private final float[][] byFeature;

    private CentreDistance(float[][][] centres) {
        this.centres = centres;
        byFeature = new float[centres[0][0].length][];
        for (int j = 0; j < byFeature.length; j++) {
            byFeature[j] =
                    new float[Arrays.stream(centres).mapToInt(set -> set.length).sum()];
            int at = 0;
            for (float[][] set : centres) {
                for (float[] centre : set) {
                    byFeature[j][at++] = centre[j];
                }
            }
        }
    }

    /**
     * Creates a detector from fitted centres.
     *
     * @param centres [sets][centres][features]
     * @throws IllegalArgumentException if a set has no centre, or their widths differ
     */
    public static CentreDistance of(float[][][] centres) {
        boolean some = centres.length > 0 && Arrays.stream(centres).allMatch(set -> set.length > 0);
        if (!some || Arrays.stream(centres).flatMap(Arrays::stream).anyMatch(c -> c.length != centres[0][0].length)) {
            throw new IllegalArgumentException(
                    "centres: each set needs at least one centre, and all must have the same width");
        }
        return new CentreDistance(centres);
    }

    /**
     * Finds centres.
     *
     * @param rows at least 1
     */
    public static CentreDistance fit(Rows rows, Options options) {
        RowMatrix x = RowMatrix.of(rows);
        CounterRandom draws = CounterRandom.of(options.seed(), "centre samples");
        CounterRandom random = CounterRandom.of(options.seed(), "centres");
        float[][][] sets = new float[options.sets()][][];
        Threads.each(sets.length, set -> {
            int[] order = draws.permutation(set, x.count());
            RowMatrix sample = x.select(Arrays.copyOf(order, Math.min(options.sample(), order.length)));
            int centres = Math.min(options.centres(), sample.count());
            int[] clusters = KMeans.clusters(sample, centres, random, set);
            sets[set] = means(sample, clusters, options.least());
        });
        return new CentreDistance(sets);
    }

    private static float[][] means(RowMatrix x, int[] clusters, int least) {
        int count = Arrays.stream(clusters).max().orElseThrow() + 1;
        int[] sizes = new int[count];
        double[][] sums = new double[count][x.width()];
        for (int row = 0; row < clusters.length; row++) {
            sizes[clusters[row]]++;
            float[] values = x.row(row);
            for (int j = 0; j < values.length; j++) {
                sums[clusters[row]][j] += values[j];
            }
        }
        int needed = Math.min(least, Arrays.stream(sizes).max().orElseThrow());
        List<float[]> means = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            if (sizes[c] >= needed) {
                float[] mean = new float[x.width()];
                for (int j = 0; j < mean.length; j++) {
                    mean[j] = (float) (sums[c][j] / sizes[c]);
                }
                means.add(mean);
            }
        }
        return means.toArray(new float[0][]);
    }

    /** Returns the centres, [sets][centres][features]; not to be changed. */
    public float[][][] centres() {
        return centres;
    }

    /** Returns the number of features of a row. */
    public int width() {
        return centres[0][0].length;
    }

    /**
     * Returns the distance of each row.
     *
     * @throws DataException if the rows have another width
     */
    public double[] scores(Rows rows) {
        RowMatrix x = RowMatrix.toApply(rows, width());
        double[] scores = new double[x.count()];
        Threads.each((scores.length + ROWS - 1) / ROWS, block -> {
            int from = block * ROWS;
            int to = Math.min(scores.length, from + ROWS);
            float[][] squares = new float[to - from][byFeature[0].length];
            for (int j = 0; j < byFeature.length; j++) {
                for (int row = from; row < to; row++) {
                    addSquares(x.row(row)[j], byFeature[j], squares[row - from]);
                }
            }
            for (int row = from; row < to; row++) {
                scores[row] = meanOfLeast(squares[row - from]);
            }
        });
        return scores;
    }

    /** Adds the squared difference of a feature of a row and of each centre. */
    private static void addSquares(float x, float[] centres, float[] squares) {
        for (int c = 0; c < squares.length; c++) {
            float difference = x - centres[c];
            squares[c] += difference * difference;
        }
    }

    /** Returns the mean over the sets of the distance to the nearest centre. */
    private double meanOfLeast(float[] squares) {
        double sum = 0;
        int at = 0;
        for (float[][] set : centres) {
            float least = Float.POSITIVE_INFINITY;
            for (int c = 0; c < set.length; c++) {
                least = Math.min(least, squares[at++]);
            }
            sum += Math.sqrt(least);
        }
        return sum / centres.length;
    }
}
