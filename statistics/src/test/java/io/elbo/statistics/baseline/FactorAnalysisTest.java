package io.elbo.statistics.baseline;

import static io.elbo.statistics.baseline.Tables.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.elbo.data.FloatRows;
import io.elbo.math.Vectors;
import io.elbo.test.Failures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactorAnalysisTest {
    private static final EmOptions LONG = new EmOptions(100_000, 1e-14);

    @Test
    void itIsThatOfAnotherProgram() {
        Tables.Labelled table = Tables.read("factors.csv");
        JsonNode reference = Tables.reference("factorAnalysis");
        FactorAnalysis fit = FactorAnalysis.fit(table.rows(), 2, LONG, EmListener.NONE);
        assertTrue(fit.converged());
        double[] expected = Tables.numbers(reference.get("logDensities"));
        assertEquals(Vectors.mean(expected), fit.logLikelihood(), 1e-10);
        assertClose(expected, fit.model().logDensities(table.rows()), 1e-4);
        assertClose(Tables.numbers(reference.get("noise")), fit.model().noise(), 1e-4);
    }

    @Test
    void theLikelihoodNeverFallsAndIsTheMeanOfDirectDensities() {
        for (int rows : new int[] {12, 100}) {
            float[][] values = Tables.correlated(6, rows, 14);
            List<Double> path = new ArrayList<>();
            FactorAnalysis fit = FactorAnalysis.fit(
                    FloatRows.of(values),
                    3,
                    new EmOptions(300, 0),
                    (iteration, logLikelihood) -> path.add(logLikelihood));
            assertEquals(301, path.size(), "the start, and each iteration");
            for (int i = 1; i < path.size(); i++) {
                assertTrue(path.get(i) >= path.get(i - 1) - 1e-9, "falls at " + i);
            }
            double sum = 0;
            for (float[] row : values) {
                sum += Tables.logDensity(row, fit.model().mean(), fit.model().covariance());
            }
            assertEquals(sum / rows, fit.logLikelihood(), 1e-8);
            assertTrue(fit.logLikelihood()
                    > ProbabilisticPca.fit(FloatRows.of(values), 3).logLikelihood());
        }
    }

    /** {@code ln p(x / s) = ln p(x) + sum of ln s}: unlike in PCA, the units of a feature do not matter. */
    @Test
    void theUnitsOfFeaturesDoNotMatter() {
        Tables.Labelled table = Tables.read("factors.csv");
        float[] units = {4, 0.25f, 1, 8, 0.5f, 2};
        float[][] scaled = new float[80][6];
        for (int row = 0; row < 80; row++) {
            for (int j = 0; j < 6; j++) {
                scaled[row][j] = units[j] * table.values()[row][j];
            }
        }
        FactorAnalysis one = FactorAnalysis.fit(table.rows(), 2, LONG, EmListener.NONE);
        FactorAnalysis other = FactorAnalysis.fit(FloatRows.of(scaled), 2, LONG, EmListener.NONE);
        assertEquals(one.logLikelihood(), other.logLikelihood() + Math.log(4 * 0.25 * 8 * 0.5 * 2), 1e-9);
    }

    @Test
    void aConstantFeatureHasTheLeastNoise() {
        float[][] values = Tables.correlated(7, 60, 5);
        for (float[] row : values) {
            row[3] = 2.5f;
        }
        FactorAnalysis fit = FactorAnalysis.fit(FloatRows.of(values), 2, EmOptions.defaults(), EmListener.NONE);
        double[] variances = RowMatrix.of(FloatRows.of(values)).variances(Tables.mean(values));
        assertEquals(FactorAnalysis.FLOOR * Vectors.mean(variances), fit.model().noise()[3], 1e-12);
        assertTrue(Double.isFinite(fit.logLikelihood()));
    }

    @Test
    void wrongNumbersAndEqualRowsAreRefused() {
        FloatRows rows = FloatRows.of(Tables.normals(1, 9, 4));
        Failures.rejected(() -> FactorAnalysis.fit(rows, 4, LONG, EmListener.NONE), "factors 4", "1 to 3");
        Failures.refused(
                () -> FactorAnalysis.fit(FloatRows.of(new float[9][4]), 1, LONG, EmListener.NONE),
                "all rows are equal");
    }
}
