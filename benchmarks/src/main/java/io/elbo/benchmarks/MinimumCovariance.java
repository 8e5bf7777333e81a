package io.elbo.benchmarks;

import io.elbo.data.Rows;
import io.elbo.parallel.Threads;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A baseline: the minimum covariance determinant (Rousseeuw and Van Driessen 1999). It finds the half of the rows whose covariance has the
 * smallest determinant, and refits the mean and covariance to all rows close to that half. The score is the squared Mahalanobis distance.
 */
final class MinimumCovariance implements AnomalyDetector {
    private static final int STARTS = 30;
    private static final int BEST = 5;
    private static final int STEPS = 30;
    private static final double RIDGE = 1e-6;
    private static final double NEAR = 1.959963984540054; // the normal quantile of 0.975

    private final double[] mean;
    private final double[][] lower; // of the covariance
    private final double logDeterminant;

    private MinimumCovariance(float[][] rows, int[] chosen) {
        int width = rows[0].length;
        mean = new double[width];
        for (int i : chosen) {
            for (int j = 0; j < width; j++) {
                mean[j] += (double) rows[i][j] / chosen.length;
            }
        }
        double[][] covariance = new double[width][width];
        for (int i : chosen) {
            for (int j = 0; j < width; j++) {
                for (int k = 0; k <= j; k++) {
                    covariance[j][k] += (rows[i][j] - mean[j]) * (rows[i][k] - mean[k]) / chosen.length;
                }
            }
        }
        double trace =
                IntStream.range(0, width).mapToDouble(j -> covariance[j][j]).sum();
        lower = new double[width][width];
        double log = 0;
        for (int i = 0; i < width; i++) {
            covariance[i][i] += RIDGE * trace / width + 1e-12;
            for (int j = 0; j <= i; j++) {
                double rest = covariance[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(Math.max(1e-12, rest)) : rest / lower[j][j];
            }
            log += 2 * Math.log(lower[i][i]);
        }
        logDeterminant = log;
    }

    static MinimumCovariance fit(Rows table, long seed) {
        float[][] rows = table.toArray();
        int half = (rows.length + table.width() + 1) / 2;
        Random random = new Random(seed);
        MinimumCovariance[] starts = new MinimumCovariance[STARTS];
        for (int s = 0; s < STARTS; s++) {
            int[] few = random.ints(0, rows.length)
                    .distinct()
                    .limit(Math.min(rows.length, table.width() + 1L))
                    .toArray();
            starts[s] = new MinimumCovariance(rows, few);
            for (int step = 0; step < 2; step++) {
                starts[s] = starts[s].nearest(rows, half);
            }
        }
        Arrays.sort(starts, Comparator.comparingDouble(m -> m.logDeterminant));
        MinimumCovariance best = starts[0];
        for (int s = 0; s < BEST; s++) {
            MinimumCovariance now = starts[s];
            for (int step = 0; step < STEPS; step++) {
                MinimumCovariance next = now.nearest(rows, half);
                if (next.logDeterminant >= now.logDeterminant - 1e-9) {
                    break;
                }
                now = next;
            }
            best = now.logDeterminant < best.logDeterminant ? now : best;
        }
        double[] distances = best.distances(rows);
        double[] sorted = distances.clone();
        Arrays.sort(sorted);
        double scale = sorted[sorted.length / 2] / chiSquare(table.width(), 0);
        double limit = scale * chiSquare(table.width(), NEAR);
        int[] near = IntStream.range(0, rows.length)
                .filter(i -> distances[i] < limit)
                .toArray();
        return near.length > table.width() + 1 ? new MinimumCovariance(rows, near) : best;
    }

    /** Approximates the quantile of a chi-squared distribution from that of a normal one (Wilson and Hilferty 1931). */
    private static double chiSquare(int degrees, double normal) {
        double part = 2.0 / (9 * degrees);
        return degrees * Math.pow(1 - part + normal * Math.sqrt(part), 3);
    }

    private MinimumCovariance nearest(float[][] rows, int count) {
        double[] distances = distances(rows);
        int[] chosen = IntStream.range(0, rows.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> distances[i]))
                .limit(count)
                .mapToInt(i -> i)
                .toArray();
        return new MinimumCovariance(rows, chosen);
    }

    private double[] distances(float[][] rows) {
        return Threads.doubles(rows.length, row -> distance(rows[row]));
    }

    private double distance(float[] row) {
        double[] y = new double[mean.length];
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            double rest = row[i] - mean[i];
            for (int k = 0; k < i; k++) {
                rest -= lower[i][k] * y[k];
            }
            y[i] = rest / lower[i][i];
            sum += y[i] * y[i];
        }
        return sum;
    }

    @Override
    public double[] scores(Rows rows) {
        return distances(rows.toArray());
    }
}
