package io.elbo.statistics.baseline;

import static io.elbo.statistics.baseline.Tables.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.elbo.data.FloatRows;
import io.elbo.test.Failures;
import org.junit.jupiter.api.Test;

class LinearRegressionTest {
    @Test
    void itIsThatOfAnotherProgram() {
        Tables.Labelled table = Tables.read("factors.csv");
        FloatRows x = table.features(0, 4);
        FloatRows y = table.features(4, 6);
        JsonNode reference = Tables.reference("ridge");
        LinearRegression fit = LinearRegression.fit(x, y, 2.5);
        double[] mean = Tables.mean(table.values());
        double[][] covariance = Tables.covariance(table.values());
        for (int t = 0; t < 2; t++) {
            double[] standard = fit.weights()[t];
            double intercept = fit.intercepts()[t];
            for (int j = 0; j < 4; j++) {
                intercept += standard[j] * mean[j];
                standard[j] *= Math.sqrt(covariance[j][j]);
            }
            assertClose(Tables.numbers(reference.get("weights").get(t)), standard, 1e-12);
            assertEquals(reference.get("intercepts").get(t).asDouble(), intercept, 1e-12);
        }
        assertClose(Tables.numbers(reference.get("rSquared")), fit.rSquared(x, y), 1e-12);
    }

    @Test
    void aLinearTargetIsFoundExactly() {
        float[][] x = Tables.normals(1, 50, 3);
        float[][] y = new float[50][2];
        for (int row = 0; row < 50; row++) {
            y[row][0] = 2 * x[row][0] - 0.5f * x[row][2] + 7;
            y[row][1] = x[row][1];
        }
        LinearRegression fit = LinearRegression.fit(FloatRows.of(x), FloatRows.of(y), 0);
        assertClose(new double[][] {{2, 0, -0.5}, {0, 1, 0}}, fit.weights(), 1e-6);
        assertClose(new double[] {7, 0}, fit.intercepts(), 1e-6);
        assertClose(new double[] {1, 1}, fit.rSquared(FloatRows.of(x), FloatRows.of(y)), 1e-12);
        float[][] predicted = fit.predict(FloatRows.of(x));
        for (int row = 0; row < 50; row++) {
            assertEquals(y[row][0], predicted[row][0], 1e-5);
        }
    }

    /** Equal features share the weight equally, which gives the smallest weights. */
    @Test
    void equalAndConstantFeaturesAreNoObstacle() {
        float[][] x = new float[30][4];
        float[][] y = new float[30][1];
        for (int row = 0; row < 30; row++) {
            x[row] = new float[] {row, row, row, 5};
            y[row][0] = 6 * row + 1;
        }
        LinearRegression fit = LinearRegression.fit(FloatRows.of(x), FloatRows.of(y), 0);
        assertClose(new double[][] {{2, 2, 2, 0}}, fit.weights(), 1e-12);
        assertClose(new double[] {1}, fit.intercepts(), 1e-10);
    }

    /** Even with as many rows as weights, {@code X^T (y - X w) = penalty w} holds at the minimum. */
    @Test
    void fewerRowsThanFeaturesAreFittedToTheMinimum() {
        float[][] x = Tables.normals(2, 20, 60);
        float[][] y = Tables.normals(3, 20, 1);
        for (double penalty : new double[] {0, 3}) {
            LinearRegression fit = LinearRegression.fit(FloatRows.of(x), FloatRows.of(y), penalty);
            double[] mean = Tables.mean(x);
            double[][] covariance = Tables.covariance(x);
            double[] error = new double[20];
            for (int row = 0; row < 20; row++) {
                error[row] = y[row][0] - fit.intercepts()[0];
                for (int j = 0; j < 60; j++) {
                    error[row] -= fit.weights()[0][j] * x[row][j];
                }
            }
            for (int j = 0; j < 60; j++) {
                double gradient = 0;
                for (int row = 0; row < 20; row++) {
                    gradient += (x[row][j] - mean[j]) * error[row];
                }
                assertEquals(penalty * covariance[j][j] * fit.weights()[0][j], gradient, 1e-11);
            }
            double rSquared = fit.rSquared(FloatRows.of(x), FloatRows.of(y))[0];
            assertTrue(penalty == 0 ? rSquared > 1 - 1e-12 : rSquared < 0.999, "R^2 " + rSquared);
        }
    }

    @Test
    void aTargetThatDoesNotVaryHasNoRSquared() {
        FloatRows x = FloatRows.of(Tables.normals(4, 10, 2));
        FloatRows y = FloatRows.of(new float[10][1]);
        assertTrue(Double.isNaN(LinearRegression.fit(x, y, 1).rSquared(x, y)[0]));
    }

    @Test
    void whatCannotBeIsRefused() {
        FloatRows x = FloatRows.of(Tables.normals(4, 10, 2));
        FloatRows y = FloatRows.of(Tables.normals(5, 9, 1));
        Failures.refused(() -> LinearRegression.fit(x, y, 1), "10 rows", "9 rows of targets");
        Failures.rejected(() -> LinearRegression.fit(x, x, -1), "penalty -1");
        LinearRegression fit = LinearRegression.fit(x, x, 1);
        Failures.refused(() -> fit.rSquared(x, FloatRows.of(new float[10][3])), "3 targets", "fitted to 2");
    }
}
