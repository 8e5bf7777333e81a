package io.elbo.statistics.baseline;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.math.Cholesky;
import io.elbo.math.Vectors;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The distance of a row to the mean of those of the fit, in units of their covariance: {@code sqrt((x - m)^T C^-1 (x - m))}. Where
 * features go together closely, a row that breaks this is far, however ordinary each of its values is.
 *
 * <p>C is the sample's covariance shrunk towards a multiple of the identity, as much as the number of rows makes it uncertain
 * (Ledoit and Wolf 2004, "A well-conditioned estimator for large-dimensional covariance matrices"), and {@value #LEAST_SHRINKAGE} at
 * least. A feature that was constant counts with the mean variance of the others. Values may be missing (NaN): each covariance is that
 * of the rows that have both, and a row's distance that of what it has, with a variance of 1 for each feature that it has not.
 */
public final class MahalanobisDistance {
    /** Of the shrinkage, so that features that determine each other leave the matrix invertible. */
    private static final double LEAST_SHRINKAGE = 0.0005;
    /** Sets of missing features whose factors are kept while rows are scored. */
    private static final int KEPT = 64;

    private final double[] mean;
    private final double[][] covariance;
    private final Cholesky factor;

    private MahalanobisDistance(double[] mean, double[][] covariance, Cholesky factor) {
        this.mean = mean;
        this.covariance = covariance;
        this.factor = factor;
    }

    /**
     * Makes one that was fitted before.
     *
     * @param mean [features]
     * @param covariance [features][features], positive definite; of it the lower triangle is read
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
            // covariances of pairs need not be those of anything before they are shrunk
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
        IntStream.range(0, values.length).parallel().forEach(i -> rows.read(i, values[i], 0));
        return values;
    }

    /** In 32 bits, as files have them. */
    private static double[] single(double[] values) {
        double[] rounded = new double[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }

    /** Of the values that are there. */
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

    /** Of the rows that have both values. */
    private static double[][] covariance(float[][] x, double[] mean) {
        double[][] covariance = new double[mean.length][mean.length];
        IntStream.range(0, mean.length).parallel().forEach(i -> {
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

    /** The mean variance of the features that vary; 1 if none does. */
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
     * {@code b^2 / d^2}: with {@code d^2 = |S - m I|^2} the distance of the sample's covariance to the multiple of the identity, and
     * {@code b^2 = sum |x x^T - S|^2 / n^2} what its own error contributes to that.
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
        double[] errors = Arrays.stream(x)
                .parallel()
                .mapToDouble(row -> error(row, mean, covariance, squares))
                .toArray();
        double error = Vectors.sum(errors) / n / n;
        return distance > 0 ? Math.min(1, error / distance) : 1;
    }

    /** {@code |x x^T - S|^2 = |x|^4 - 2 x^T S x + |S|^2}, with the mean in the place of what is missing. */
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

    /** [features]. */
    public double[] mean() {
        return mean.clone();
    }

    /** [features][features]. */
    public double[][] covariance() {
        return Vectors.copy(covariance);
    }

    /** Features of a row. */
    public int width() {
        return mean.length;
    }

    /**
     * For each row its distance.
     *
     * @param rows NaN where a value is missing
     * @throws DataException if they are of another width
     */
    public double[] scores(Rows rows) {
        if (rows.width() != mean.length) {
            throw new DataException("the rows have " + rows.width() + " features; this model was fitted to rows of "
                    + mean.length + ", and takes such rows only");
        }
        Map<BitSet, Cholesky> factors = new ConcurrentHashMap<>();
        return Arrays.stream(values(rows))
                .parallel()
                .mapToDouble(row -> distance(row, factors))
                .toArray();
    }

    private double distance(float[] row, Map<BitSet, Cholesky> factors) {
        BitSet there = new BitSet();
        for (int i = 0; i < row.length; i++) {
            there.set(i, !Float.isNaN(row[i]));
        }
        int count = there.cardinality();
        if (count == row.length) {
            return Math.sqrt(square(row, there, factor));
        }
        Cholesky part = factors.get(there);
        if (part == null) {
            part = part(there.stream().toArray());
            if (factors.size() < KEPT) {
                factors.put(there, part);
            }
        }
        return Math.sqrt(square(row, there, part) + row.length - count);
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

    /** With {@code L y = x - m}, {@code |y|^2}. */
    private double square(float[] row, BitSet there, Cholesky lower) {
        double[] y = new double[there.cardinality()];
        double sum = 0;
        int at = there.nextSetBit(0);
        for (int i = 0; i < y.length; i++) {
            double[] factors = lower.lower()[i];
            double rest = row[at] - mean[at];
            for (int k = 0; k < i; k++) {
                rest -= factors[k] * y[k];
            }
            y[i] = rest / factors[i];
            sum += y[i] * y[i];
            at = there.nextSetBit(at + 1);
        }
        return sum;
    }
}
