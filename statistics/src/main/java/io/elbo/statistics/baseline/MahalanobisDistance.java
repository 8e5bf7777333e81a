package io.elbo.statistics.baseline;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.math.Cholesky;
import io.elbo.math.Vectors;
import io.elbo.parallel.Threads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The distance of a row to the mean of the training data, in units of their covariance: {@code sqrt((x - m)^T C^-1 (x - m))}. If
 * features are strongly correlated, a row that breaks the correlation has a large distance, even if each of its values is
 * ordinary.
 *
 * <p>C is the sample covariance shrunk towards a multiple of the identity. The shrinkage follows from the uncertainty of the
 * covariance at this number of rows (Ledoit and Wolf 2004, "A well-conditioned estimator for large-dimensional covariance
 * matrices"), and is at least {@value #LEAST_SHRINKAGE}. A constant feature gets the mean variance of the others. Values may be
 * missing (NaN). Each covariance then uses the rows that have both values. A row's distance uses its known values, with a
 * variance of 1 for each missing one.
 */
public final class MahalanobisDistance {
    /** Minimum shrinkage, so that the matrix stays invertible if features determine each other. */
    private static final double LEAST_SHRINKAGE = 0.0005;
    /** Number of missingness patterns whose Cholesky factors are kept. */
    private static final int KEPT = 64;
    /** Rows with the same pattern that are solved for together. */
    private static final int TOGETHER = 64;

    private final double[] mean;
    private final double[][] covariance;
    private final Cholesky factor;
    /** The factors of some missingness patterns. */
    private final Map<BitSet, Cholesky> factors = new ConcurrentHashMap<>();

    private MahalanobisDistance(double[] mean, double[][] covariance, Cholesky factor) {
        this.mean = mean;
        this.covariance = covariance;
        this.factor = factor;
    }

    /**
     * Creates a detector from fitted parameters.
     *
     * @param mean [features]
     * @param covariance [features][features], positive definite; only the lower triangle is read
     */
    public static MahalanobisDistance of(double[] mean, double[][] covariance) {
        if (covariance.length != mean.length || Arrays.stream(covariance).anyMatch(row -> row.length != mean.length)) {
            throw new IllegalArgumentException(
                    "covariance: needs a row and a column for each of " + mean.length + " features");
        }
        Cholesky factor = Cholesky.of(covariance)
                .orElseThrow(() -> new IllegalArgumentException("covariance: is not positive definite"));
        return new MahalanobisDistance(mean, covariance, factor);
    }

    /**
     * Fits mean and covariance.
     *
     * @param rows at least 1; NaN where a value is missing
     */
    public static MahalanobisDistance fit(Rows rows) {
        float[][] x = values(rows);
        double[] mean = mean(x, rows.width());
        double[][] covariance = covariance(x, mean);
        double average = average(covariance);
        for (int j = 0; j < mean.length; j++) {
            covariance[j][j] = covariance[j][j] > 0 ? covariance[j][j] : average;
        }
        double part = Math.max(LEAST_SHRINKAGE, shrinkage(x, mean, covariance));
        double[] rounded = single(mean);
        while (true) {
            // pairwise covariances need not form a valid covariance matrix before shrinkage
            double[][] shrunk = shrunk(covariance, part);
            Optional<Cholesky> factor = Cholesky.of(shrunk);
            if (factor.isPresent()) {
                return new MahalanobisDistance(rounded, shrunk, factor.get());
            }
            part = Math.min(1, 2 * part);
        }
    }

    private static float[][] values(Rows rows) {
        float[][] values = new float[rows.count()][rows.width()];
        Threads.each(values.length, i -> rows.read(i, values[i], 0));
        return values;
    }

    /** Rounds to 32 bits, as files store them. */
    private static double[] single(double[] values) {
        double[] rounded = new double[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }

    /** Returns the mean of the known values. */
    private static double[] mean(float[][] x, int width) {
        double[] mean = new double[width];
        int[] counts = new int[width];
        for (float[] row : x) {
            for (int j = 0; j < width; j++) {
                if (!Float.isNaN(row[j])) {
                    mean[j] += row[j];
                    counts[j]++;
                }
            }
        }
        for (int j = 0; j < width; j++) {
            mean[j] = counts[j] == 0 ? 0 : mean[j] / counts[j];
        }
        return mean;
    }

    /** Returns the covariance over the rows that have both values. */
    private static double[][] covariance(float[][] x, double[] mean) {
        double[][] covariance = new double[mean.length][mean.length];
        Threads.each(mean.length, i -> {
            double[] sums = new double[i + 1];
            int[] counts = new int[i + 1];
            for (float[] row : x) {
                double deviation = row[i] - mean[i];
                for (int j = 0; j <= i && deviation == deviation; j++) {
                    double product = deviation * (row[j] - mean[j]);
                    if (product == product) {
                        sums[j] += product;
                        counts[j]++;
                    }
                }
            }
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = counts[j] == 0 ? 0 : sums[j] / counts[j];
            }
        });
        for (int i = 0; i < mean.length; i++) {
            for (int j = 0; j < i; j++) {
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }

    /** Returns the mean variance of the features that vary; 1 if none does. */
    private static double average(double[][] covariance) {
        double sum = 0;
        int count = 0;
        for (int j = 0; j < covariance.length; j++) {
            sum += covariance[j][j];
            count += covariance[j][j] > 0 ? 1 : 0;
        }
        return count == 0 ? 1 : sum / count;
    }

    /**
     * Returns {@code b^2 / d^2}. {@code d^2 = |S - m I|^2} is the squared distance of the sample covariance to the multiple of
     * the identity, and {@code b^2 = sum |x x^T - S|^2 / n^2} is the contribution of its own error.
     */
    private static double shrinkage(float[][] x, double[] mean, double[][] covariance) {
        int n = x.length;
        int width = mean.length;
        double trace = 0;
        double norm = 0;
        for (int i = 0; i < width; i++) {
            trace += covariance[i][i];
            for (int j = 0; j < width; j++) {
                norm += covariance[i][j] * covariance[i][j];
            }
        }
        double distance = norm - trace * trace / width;
        double squares = norm;
        double[] errors = Threads.doubles(n, row -> error(x[row], mean, covariance, squares));
        double error = Vectors.sum(errors) / n / n;
        return distance > 0 ? Math.min(1, error / distance) : 1;
    }

    /** Returns {@code |x x^T - S|^2 = |x|^4 - 2 x^T S x + |S|^2}, with the mean in place of missing values. */
    private static double error(float[] row, double[] mean, double[][] covariance, double norm) {
        double[] deviations = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            deviations[i] = Float.isNaN(row[i]) ? 0 : row[i] - mean[i];
        }
        double square = 0;
        double form = 0;
        for (int i = 0; i < mean.length; i++) {
            double product = 0;
            for (int j = 0; j < mean.length; j++) {
                product += covariance[i][j] * deviations[j];
            }
            square += deviations[i] * deviations[i];
            form += deviations[i] * product;
        }
        return square * square - 2 * form + norm;
    }

    private static double[][] shrunk(double[][] covariance, double part) {
        double trace = 0;
        for (int i = 0; i < covariance.length; i++) {
            trace += covariance[i][i];
        }
        double[][] shrunk = new double[covariance.length][];
        for (int i = 0; i < covariance.length; i++) {
            shrunk[i] = covariance[i].clone();
            for (int j = 0; j < covariance.length; j++) {
                shrunk[i][j] = (1 - part) * covariance[i][j] + (i == j ? part * trace / covariance.length : 0);
            }
            shrunk[i] = single(shrunk[i]);
        }
        return shrunk;
    }

    /** Returns the mean, [features]. */
    public double[] mean() {
        return mean.clone();
    }

    /** Returns the covariance, [features][features]. */
    public double[][] covariance() {
        return Vectors.copy(covariance);
    }

    /** Returns the number of features of a row. */
    public int width() {
        return mean.length;
    }

    /**
     * Returns the distance of each row.
     *
     * @param rows NaN where a value is missing
     * @throws DataException if they have another width
     */
    public double[] scores(Rows rows) {
        if (rows.width() != mean.length) {
            throw new DataException("the rows have " + rows.width() + " features; this model was fitted to rows of "
                    + mean.length + " features");
        }
        float[][] values = values(rows);
        Map<BitSet, List<Integer>> patterns = new LinkedHashMap<>();
        for (int row = 0; row < values.length; row++) {
            patterns.computeIfAbsent(known(values[row]), pattern -> new ArrayList<>())
                    .add(row);
        }
        List<Group> groups = new ArrayList<>();
        patterns.forEach((known, some) -> {
            for (int from = 0; from < some.size(); from += TOGETHER) {
                groups.add(new Group(known, some.subList(from, Math.min(some.size(), from + TOGETHER))));
            }
        });
        double[] distances = new double[values.length];
        Threads.each(groups.size(), i -> distances(groups.get(i), values, distances));
        return distances;
    }

    /** Rows with the same missingness pattern. */
    private record Group(BitSet known, List<Integer> rows) {}

    private static BitSet known(float[] row) {
        BitSet known = new BitSet();
        for (int i = 0; i < row.length; i++) {
            known.set(i, !Float.isNaN(row[i]));
        }
        return known;
    }

    private Cholesky factor(BitSet known) {
        if (known.cardinality() == mean.length) {
            return factor;
        }
        Cholesky part = factors.get(known);
        if (part == null) {
            part = part(known.stream().toArray());
            if (factors.size() < KEPT) {
                factors.put(known, part);
            }
        }
        return part;
    }

    private Cholesky part(int[] there) {
        double[][] some = new double[there.length][there.length];
        for (int i = 0; i < there.length; i++) {
            for (int j = 0; j <= i; j++) {
                some[i][j] = covariance[there[i]][there[j]];
            }
        }
        return Cholesky.ofPositive(some);
    }

    /** Solves {@code L y = x - m} for all rows at once; the square of a distance is {@code |y|^2}. */
    private void distances(Group group, float[][] values, double[] distances) {
        int[] there = group.known.stream().toArray();
        double[][] lower = factor(group.known).lower();
        int n = group.rows.size();
        double[][] y = new double[there.length][n];
        double[] sums = new double[n];
        for (int i = 0; i < there.length; i++) {
            double[] rest = y[i];
            for (int row = 0; row < n; row++) {
                rest[row] = values[group.rows.get(row)][there[i]] - mean[there[i]];
            }
            for (int k = 0; k < i; k++) {
                subtract(lower[i][k], y[k], rest);
            }
            for (int row = 0; row < n; row++) {
                rest[row] /= lower[i][i];
                sums[row] += rest[row] * rest[row];
            }
        }
        int missing = mean.length - there.length;
        for (int row = 0; row < n; row++) {
            distances[group.rows.get(row)] = Math.sqrt(sums[row] + missing);
        }
    }

    private static void subtract(double factor, double[] x, double[] from) {
        for (int i = 0; i < from.length; i++) {
            from[i] -= factor * x[i];
        }
    }
}
