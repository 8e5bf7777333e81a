package io.elbo.statistics.baseline;

import static io.elbo.statistics.baseline.Tables.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.elbo.data.FloatRows;
import io.elbo.math.Vectors;
import io.elbo.statistics.baseline.GaussianMixture.Covariance;
import io.elbo.test.Failures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GaussianMixtureTest {
    private static final EmOptions LONG = new EmOptions(10_000, 1e-13);

    private static GaussianMixture.Options options(int components, Covariance covariance) {
        return new GaussianMixture.Options(components, covariance, 1e-6, 3, LONG, 1);
    }

    @Test
    void oneComponentIsTheSampleMeanAndCovariance() {
        float[][] values = Tables.correlated(1, 300, 5);
        GaussianMixture full = GaussianMixture.fit(FloatRows.of(values), options(1, Covariance.FULL));
        assertClose(Tables.mean(values), full.means()[0], 1e-12);
        double[][] covariance = Tables.covariance(values);
        assertClose(covariance, full.covariance(0), 1e-11);
        double determinant = Tables.Inverse.of(covariance).determinant();
        double entropy = 0.5 * (5 * Math.log(2 * Math.PI) + Math.log(determinant) + 5);
        assertEquals(-entropy, full.logLikelihood(), 1e-11);
        GaussianMixture diagonal = GaussianMixture.fit(FloatRows.of(values), options(1, Covariance.DIAGONAL));
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                assertEquals(i == j ? covariance[i][i] : 0, diagonal.covariance(0)[i][j], 1e-11);
            }
        }
    }

    @Test
    void itIsThatOfAnotherProgram() {
        Tables.Labelled table = Tables.read("clusters.csv");
        for (Covariance covariance : Covariance.values()) {
            String name = covariance == Covariance.FULL ? "full" : "diag";
            JsonNode reference = Tables.reference("mixture").get(name);
            GaussianMixture fit = GaussianMixture.fit(table.rows(), options(3, covariance));
            assertEquals(reference.get("logLikelihood").asDouble(), fit.logLikelihood(), 1e-9);
            double[] weights = fit.weights();
            Arrays.sort(weights);
            assertClose(Tables.numbers(reference.get("weights")), weights, 1e-5);
            assertTrue(fit.converged());
        }
    }

    @Test
    void densitiesAndResponsibilitiesAreThoseOfTheFormula() {
        float[][] values = Tables.read("clusters.csv").values();
        for (Covariance covariance : Covariance.values()) {
            GaussianMixture fit = GaussianMixture.fit(FloatRows.of(values), options(4, covariance));
            double[] densities = fit.logDensities(FloatRows.of(values));
            double[][] responsibilities = fit.responsibilities(FloatRows.of(values));
            for (int row = 0; row < values.length; row++) {
                double[] joint = new double[4];
                for (int c = 0; c < 4; c++) {
                    double log = Tables.logDensity(values[row], fit.means()[c], fit.covariance(c));
                    joint[c] = fit.weights()[c] * Math.exp(log);
                }
                double sum = Arrays.stream(joint).sum();
                assertEquals(Math.log(sum), densities[row], 1e-10);
                for (int c = 0; c < 4; c++) {
                    assertEquals(joint[c] / sum, responsibilities[row][c], 1e-10);
                }
            }
            assertEquals(Arrays.stream(densities).average().orElseThrow(), fit.logLikelihood(), 1e-12);
        }
    }

    @Test
    void aRowFarFromEverythingHasADensityAllTheSame() {
        GaussianMixture fit = GaussianMixture.fit(Tables.read("clusters.csv").rows(), options(3, Covariance.FULL));
        float[] far = {1e6f, -1e6f};
        double density = fit.logDensities(FloatRows.of(new float[][] {far}))[0];
        double highest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < 3; c++) {
            double log = Math.log(fit.weights()[c]) + Tables.logDensity(far, fit.means()[c], fit.covariance(c));
            highest = Math.max(highest, log);
        }
        assertEquals(1, highest / density, 1e-12);
    }

    @Test
    void theLikelihoodNeverFallsEvenOnTheFloor() {
        float[][] line = Tables.correlated(2, 200, 3);
        for (float[] row : line) {
            row[2] = row[0] - row[1];
        }
        for (Covariance covariance : Covariance.values()) {
            for (double floor : new double[] {1e-6, 0.05}) {
                List<Double> path = new ArrayList<>();
                GaussianMixture.Options options =
                        new GaussianMixture.Options(4, covariance, floor, 1, new EmOptions(200, 0), 5);
                GaussianMixture fit = GaussianMixture.fit(
                        FloatRows.of(line), options, (iteration, logLikelihood) -> path.add(logLikelihood));
                assertEquals(4, fit.weights().length);
                assertTrue(path.size() > 10);
                for (int i = 1; i < path.size(); i++) {
                    assertTrue(path.get(i) >= path.get(i - 1) - 1e-9, path.get(i) + " after " + path.get(i - 1));
                }
            }
        }
    }

    @Test
    void noVarianceIsBelowTheFloor() {
        float[][] line = Tables.normals(3, 100, 2);
        for (float[] row : line) {
            row[1] = row[0];
        }
        double variance = Tables.covariance(line)[0][0];
        GaussianMixture.Options options = new GaussianMixture.Options(1, Covariance.FULL, 0.01, 1, LONG, 1);
        double[][] covariance = GaussianMixture.fit(FloatRows.of(line), options).covariance(0);
        // along (1, 1) twice the variance, across it the floor
        assertEquals(variance + 0.005 * variance, covariance[0][0], 1e-12);
        assertEquals(variance - 0.005 * variance, covariance[0][1], 1e-12);
    }

    @Test
    void componentsThatCollapseAreRemoved() {
        float[][] values = new float[60][];
        float[][] points = {{0, 0}, {5, 5}, {-3, 8}};
        for (int row = 0; row < 60; row++) {
            values[row] = points[row % 3];
        }
        GaussianMixture threePoints = GaussianMixture.fit(FloatRows.of(values), options(6, Covariance.FULL));
        assertClose(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, threePoints.weights(), 1e-12);
        values[0] = new float[] {1e4f, 1e4f};
        GaussianMixture outlier = GaussianMixture.fit(FloatRows.of(values), options(2, Covariance.DIAGONAL));
        assertEquals(1, outlier.weights().length);
        GaussianMixture twoRows =
                GaussianMixture.fit(FloatRows.of(new float[][] {{1}, {2}}), options(2, Covariance.FULL));
        assertClose(new double[] {1}, twoRows.weights(), 0);
        assertEquals(1.5, twoRows.means()[0][0]);
        assertEquals(0.25, twoRows.covariance(0)[0][0], 1e-15);
    }

    @Test
    void samplesHaveTheMeanAndTheCovarianceOfTheMixture() {
        Tables.Labelled table = Tables.read("clusters.csv");
        for (Covariance form : Covariance.values()) {
            GaussianMixture fit = GaussianMixture.fit(table.rows(), options(3, form));
            int n = 40_000;
            float[][] samples = fit.sample(n, 2);
            double[] mean = new double[2];
            for (int c = 0; c < 3; c++) {
                Vectors.add(mean, fit.weights()[c], fit.means()[c]);
            }
            double[][] covariance = new double[2][2];
            for (int c = 0; c < 3; c++) {
                for (int i = 0; i < 2; i++) {
                    for (int j = 0; j < 2; j++) {
                        covariance[i][j] += fit.weights()[c]
                                * (fit.covariance(c)[i][j]
                                        + (fit.means()[c][i] - mean[i]) * (fit.means()[c][j] - mean[j]));
                    }
                }
            }
            double[] found = Tables.mean(samples);
            double[][] spread = Tables.covariance(samples);
            for (int i = 0; i < 2; i++) {
                assertEquals(mean[i], found[i], 4.5 * Math.sqrt(covariance[i][i] / n));
                for (int j = 0; j < 2; j++) {
                    double scale = Math.sqrt(covariance[i][i] * covariance[j][j]);
                    assertEquals(covariance[i][j], spread[i][j], 4.5 * scale * Math.sqrt(3.0 / n));
                }
            }
            double[] weights = new double[3];
            for (double[] responsibility : fit.responsibilities(FloatRows.of(samples))) {
                Vectors.add(weights, 1.0 / n, responsibility);
            }
            assertClose(fit.weights(), weights, 4.5 * 0.5 / Math.sqrt(n));
            assertTrue(Arrays.deepEquals(fit.sample(3, 2), Arrays.copyOf(samples, 3)));
            assertFalse(Arrays.deepEquals(fit.sample(3, 1), Arrays.copyOf(samples, 3)));
        }
    }

    @Test
    void moreRestartsAreNeverWorse() {
        FloatRows rows = FloatRows.of(Tables.correlated(4, 150, 3));
        double before = Double.NEGATIVE_INFINITY;
        boolean better = false;
        for (int restarts : new int[] {1, 3, 9}) {
            GaussianMixture.Options options =
                    new GaussianMixture.Options(5, Covariance.FULL, 1e-6, restarts, EmOptions.defaults(), 3);
            double now = GaussianMixture.fit(rows, options).logLikelihood();
            assertTrue(now >= before);
            better |= before > Double.NEGATIVE_INFINITY && now > before;
            before = now;
        }
        assertTrue(better, "restarts differ");
    }

    /** As many rows, features and components as the latents of MNIST have. */
    @Test
    @Tag("slow")
    void fiftyComponentsInTwentyDimensionsAreAboutAsLikelyAsTheTruth() {
        int components = 50;
        float[][] centres = Tables.normals(5, components, 20);
        float[][] values = Tables.normals(6, 60_000, 20);
        for (int row = 0; row < values.length; row++) {
            for (int j = 0; j < 20; j++) {
                values[row][j] = values[row][j] * (0.3f + 0.02f * j) + 2 * centres[row % components][j];
            }
        }
        GaussianMixture.Options options =
                new GaussianMixture.Options(components, Covariance.FULL, 1e-6, 1, new EmOptions(60, 1e-4), 1);
        GaussianMixture fit = GaussianMixture.fit(FloatRows.of(values), options);
        // components hardly overlap: the entropy of the label plus that of one component
        double truth = -Math.log(components);
        for (int j = 0; j < 20; j++) {
            truth -= 0.5 * (Math.log(2 * Math.PI) + 1) + Math.log(0.3 + 0.02 * j);
        }
        assertTrue(fit.logLikelihood() > truth - 0.5, fit.logLikelihood() + ", the truth is " + truth);
        assertTrue(fit.logLikelihood() < truth + 0.3, fit.logLikelihood() + ", the truth is " + truth);
    }

    @Test
    void wrongNumbersAreRefused() {
        FloatRows rows = FloatRows.of(Tables.normals(1, 5, 2));
        Failures.rejected(() -> GaussianMixture.fit(rows, options(6, Covariance.FULL)), "components 6", "5 rows");
        Failures.refused(
                () -> GaussianMixture.fit(FloatRows.of(new float[5][2]), options(2, Covariance.FULL)), "equal");
        Failures.rejected(() -> new GaussianMixture.Options(0), "components 0");
        Failures.rejected(() -> new GaussianMixture.Options(1, Covariance.FULL, 0, 1, LONG, 1), "floor 0.0");
        Failures.rejected(() -> new GaussianMixture.Options(1, Covariance.FULL, 0.1, 0, LONG, 1), "restarts 0");
        GaussianMixture fit = GaussianMixture.fit(rows, options(1, Covariance.FULL));
        Failures.rejected(() -> fit.sample(0, 1), "samples 0");
        Failures.refused(() -> fit.logDensities(FloatRows.of(new float[1][3])), "3 features", "of 2");
    }
}
