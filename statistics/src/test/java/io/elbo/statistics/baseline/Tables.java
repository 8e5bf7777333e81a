package io.elbo.statistics.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.elbo.data.FloatRows;
import io.elbo.data.number.NumberFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** The tables of this package's tests, reference values from another program, and dense arithmetic done the slow way. */
final class Tables {
    private Tables() {}

    /** A file that make.py wrote: labels, then features. */
    record Labelled(float[][] values, int[] labels) {
        FloatRows rows() {
            return FloatRows.of(values);
        }

        /** Returns the features from one index to before another. */
        FloatRows features(int from, int to) {
            return FloatRows.of(Arrays.stream(values)
                    .map(row -> Arrays.copyOfRange(row, from, to))
                    .toArray(float[][]::new));
        }
    }

    static Labelled read(String name) {
        try {
            float[][] values = NumberFile.read(
                            Path.of(Tables.class.getResource(name).toURI()))
                    .values();
            return new Labelled(
                    Arrays.stream(values)
                            .map(row -> Arrays.copyOfRange(row, 1, row.length))
                            .toArray(float[][]::new),
                    Arrays.stream(values).mapToInt(row -> (int) row[0]).toArray());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a part of reference.json, which make.py wrote with scikit-learn. */
    static JsonNode reference(String part) {
        try (InputStream file = Tables.class.getResourceAsStream("reference.json")) {
            return new ObjectMapper().readTree(file).get(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[] numbers(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToDouble(i -> array.get(i).asDouble())
                .toArray();
    }

    static float[][] normals(long seed, int rows, int features) {
        Random random = new Random(seed);
        float[][] values = new float[rows][features];
        for (float[] row : values) {
            for (int j = 0; j < features; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        return values;
    }

    /** Returns normal rows with a random linear map: correlated features of different scales, with means. */
    static float[][] correlated(long seed, int rows, int features) {
        float[][] map = normals(seed + 1000, features, features + 1);
        float[][] values = normals(seed, rows, features);
        for (int row = 0; row < rows; row++) {
            float[] mapped = new float[features];
            for (int i = 0; i < features; i++) {
                mapped[i] = 3 * map[i][features];
                for (int j = 0; j < features; j++) {
                    mapped[i] += map[i][j] * values[row][j] * (1 + j % 3);
                }
            }
            values[row] = mapped;
        }
        return values;
    }

    static double[] mean(float[][] rows) {
        double[] mean = new double[rows[0].length];
        for (float[] row : rows) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += (double) row[j] / rows.length;
            }
        }
        return mean;
    }

    static double[][] covariance(float[][] rows) {
        double[] mean = mean(rows);
        double[][] covariance = new double[mean.length][mean.length];
        for (float[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                for (int j = 0; j < mean.length; j++) {
                    covariance[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / rows.length;
                }
            }
        }
        return covariance;
    }

    /** The determinant and the inverse, by Gaussian elimination. */
    record Inverse(double determinant, double[][] matrix) {
        static Inverse of(double[][] a) {
            int n = a.length;
            double[][] left = Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
            double[][] right = new double[n][n];
            double determinant = 1;
            for (int i = 0; i < n; i++) {
                right[i][i] = 1;
            }
            for (int p = 0; p < n; p++) {
                double pivot = left[p][p];
                determinant *= pivot;
                for (int j = 0; j < n; j++) {
                    left[p][j] /= pivot;
                    right[p][j] /= pivot;
                }
                for (int i = 0; i < n; i++) {
                    double factor = left[i][p];
                    for (int j = 0; j < n && i != p; j++) {
                        left[i][j] -= factor * left[p][j];
                        right[i][j] -= factor * right[p][j];
                    }
                }
            }
            return new Inverse(determinant, right);
        }
    }

    /** Returns ln N(x; mean, covariance) by the formula. */
    static double logDensity(float[] x, double[] mean, double[][] covariance) {
        Inverse inverse = Inverse.of(covariance);
        double distance = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                distance += (x[i] - mean[i]) * inverse.matrix[i][j] * (x[j] - mean[j]);
            }
        }
        return -0.5 * (x.length * Math.log(2 * Math.PI) + Math.log(inverse.determinant) + distance);
    }

    static double[][] product(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }

    static double[][] transposed(double[][] a) {
        double[][] transposed = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                transposed[j][i] = a[i][j];
            }
        }
        return transposed;
    }

    static void assertClose(double[] expected, double[] actual, double tolerance) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance, "at " + i);
        }
    }

    static void assertClose(double[][] expected, double[][] actual, double tolerance) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertClose(expected[i], actual[i], tolerance);
        }
    }
}
