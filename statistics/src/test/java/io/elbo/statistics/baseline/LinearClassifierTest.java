package io.elbo.statistics.baseline;

import static io.elbo.statistics.baseline.Tables.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.elbo.data.FloatRows;
import io.elbo.test.Failures;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearClassifierTest {
    private static final LinearClassifier.Options EXACT = new LinearClassifier.Options(2.5, 1000, 1e-10);

    @Test
    void itIsThatOfAnotherProgram() {
        Tables.Labelled table = Tables.read("factors.csv");
        JsonNode reference = Tables.reference("logistic");
        // scikit-learn's C is the inverse of the penalty
        LinearClassifier fit = LinearClassifier.fit(table.rows(), table.labels(), EXACT);
        assertTrue(fit.converged());
        double[] mean = Tables.mean(table.values());
        double[][] covariance = Tables.covariance(table.values());
        for (int c = 0; c < 3; c++) {
            double[] standard = fit.weights()[c];
            double intercept = fit.intercepts()[c];
            for (int j = 0; j < 6; j++) {
                intercept += standard[j] * mean[j];
                standard[j] *= Math.sqrt(covariance[j][j]);
            }
            assertClose(Tables.numbers(reference.get("weights").get(c)), standard, 1e-7);
            assertEquals(reference.get("intercepts").get(c).asDouble(), intercept, 1e-7);
        }
        assertEquals(reference.get("logLoss").asDouble(), fit.logLoss(table.rows(), table.labels()), 1e-9);
        assertEquals(reference.get("accuracy").asDouble(), fit.accuracy(table.rows(), table.labels()), 1e-15);
        assertEquals(0.175, fit.errorRate(table.rows(), table.labels()), 1e-15);
    }

    /** The objective is strictly convex, so a point with zero gradient is the unique minimum. */
    @Test
    void oneHundredRowsOfAThousandFeaturesAreFittedToTheMinimum() {
        float[][] values = Tables.normals(1, 100, 1000);
        int[] labels = new int[100];
        for (int row = 0; row < 100; row++) {
            labels[row] = row % 4;
            values[row][labels[row]] += 3;
            values[row][7] = 5;
        }
        LinearClassifier fit =
                LinearClassifier.fit(FloatRows.of(values), labels, new LinearClassifier.Options(1, 1000, 1e-8));
        assertTrue(fit.converged());
        double[] mean = Tables.mean(values);
        double[][] p = fit.probabilities(FloatRows.of(values));
        for (int c = 0; c < 4; c++) {
            double intercept = 0;
            for (int row = 0; row < 100; row++) {
                intercept += p[row][c] - (labels[row] == c ? 1 : 0);
            }
            assertEquals(0, intercept, 1e-5);
            for (int j = 0; j < 1000; j += 3) {
                double variance = 0;
                double gradient = 0;
                for (int row = 0; row < 100; row++) {
                    double centred = values[row][j] - mean[j];
                    variance += centred * centred / 100;
                    gradient += (p[row][c] - (labels[row] == c ? 1 : 0)) * centred;
                }
                // for the sum and an unscaled feature: the weight w / s is penalized as w
                assertEquals(0, gradient + variance * fit.weights()[c][j], 1e-5);
            }
            assertEquals(0, fit.weights()[c][7], "a constant feature is not used");
        }
        assertEquals(1, fit.accuracy(FloatRows.of(values), labels));
    }

    @Test
    void probabilitiesSumToOneAndTheLargestIsThePrediction() {
        Tables.Labelled table = Tables.read("factors.csv");
        int[] labels = new int[80];
        for (int row = 0; row < 80; row++) {
            labels[row] = new int[] {8, -3, 40}[table.labels()[row]];
        }
        LinearClassifier fit = LinearClassifier.fit(table.rows(), labels, new LinearClassifier.Options(1));
        assertArrayEquals(new int[] {-3, 8, 40}, fit.classes());
        double[][] p = fit.probabilities(table.rows());
        int[] predicted = fit.predict(table.rows());
        double loss = 0;
        for (int row = 0; row < 80; row++) {
            assertEquals(1, p[row][0] + p[row][1] + p[row][2], 1e-15);
            for (int c = 0; c < 3; c++) {
                if (fit.classes()[c] == predicted[row]) {
                    assertTrue(p[row][c] >= 1 / 3.0);
                }
                if (fit.classes()[c] == labels[row]) {
                    loss -= Math.log(p[row][c]) / 80;
                }
            }
        }
        assertEquals(loss, fit.logLoss(table.rows(), labels), 1e-12);
        int[] sameNames = LinearClassifier.fit(table.rows(), table.labels(), new LinearClassifier.Options(1))
                .predict(table.rows());
        for (int row = 0; row < 80; row++) {
            assertEquals(new int[] {8, -3, 40}[sameNames[row]], predicted[row]);
        }
    }

    @Test
    void theUnitsOfFeaturesDoNotMatter() {
        Tables.Labelled table = Tables.read("factors.csv");
        float[][] scaled = new float[80][6];
        for (int row = 0; row < 80; row++) {
            for (int j = 0; j < 6; j++) {
                scaled[row][j] = (j + 1) * 16 * table.values()[row][j];
            }
        }
        double[][] one =
                LinearClassifier.fit(table.rows(), table.labels(), EXACT).probabilities(table.rows());
        double[][] other = LinearClassifier.fit(FloatRows.of(scaled), table.labels(), EXACT)
                .probabilities(FloatRows.of(scaled));
        assertClose(one, other, 1e-6);
    }

    @Test
    void withoutAPenaltySeparableLabelsHaveNoBestFitAndIterationsEnd() {
        float[][] values = {{1}, {2}, {3}, {4}};
        int[] labels = {0, 0, 1, 1};
        LinearClassifier fit =
                LinearClassifier.fit(FloatRows.of(values), labels, new LinearClassifier.Options(0, 5, 1e-12));
        assertFalse(fit.converged());
        assertEquals(5, fit.iterations());
        assertArrayEquals(labels, fit.predict(FloatRows.of(values)));
    }

    @Test
    void whatCannotBeIsRefused() {
        FloatRows rows = FloatRows.of(Tables.normals(1, 4, 2));
        LinearClassifier.Options options = new LinearClassifier.Options(1);
        Failures.refused(() -> LinearClassifier.fit(rows, new int[3], options), "3 labels", "4 rows");
        Failures.refused(() -> LinearClassifier.fit(rows, new int[4], options), "label 0", "two labels");
        LinearClassifier fit = LinearClassifier.fit(rows, new int[] {1, 2, 1, 2}, options);
        Failures.refused(() -> fit.logLoss(rows, new int[] {1, 2, 3, 1}), "row 2", "label 3", "[1, 2]");
        Failures.refused(() -> fit.accuracy(rows, new int[5]), "5 labels");
        Failures.refused(() -> fit.predict(FloatRows.of(new float[1][3])), "3 features");
        Failures.rejected(() -> new LinearClassifier.Options(-1), "penalty -1");
        Failures.rejected(() -> new LinearClassifier.Options(1, 0, 1), "iterations 0");
        Failures.rejected(() -> new LinearClassifier.Options(1, 1, 0), "tolerance 0");
    }

    /** Rosenbrock's valley, with minimum 0 at (1, 1). */
    @Test
    void theSearchFollowsACurvedValleyToItsEnd() {
        Lbfgs.Function valley = (place, gradient) -> {
            double x = place[0];
            double y = place[1];
            gradient[0] = -400 * x * (y - x * x) - 2 * (1 - x);
            gradient[1] = 200 * (y - x * x);
            return 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x);
        };
        Lbfgs.Result result = Lbfgs.minimize(valley, new double[] {-1.2, 1}, 1e-10, 200);
        assertTrue(result.converged());
        assertArrayEquals(new double[] {1, 1}, result.place(), 1e-9);
    }

    @Test
    void theSearchSolvesLinearEquationsOfBadCondition() {
        Random random = new Random(3);
        int n = 40;
        double[] truth = random.doubles(n).toArray();
        Lbfgs.Function bowl = (place, gradient) -> {
            double value = 0;
            for (int j = 0; j < n; j++) {
                double curvature = Math.pow(10, 4.0 * j / n);
                gradient[j] = curvature * (place[j] - truth[j]);
                value += 0.5 * gradient[j] * (place[j] - truth[j]);
            }
            return value;
        };
        Lbfgs.Result result = Lbfgs.minimize(bowl, new double[n], 1e-9, 1000);
        assertTrue(result.converged());
        assertArrayEquals(truth, result.place(), 1e-8);
    }
}
