package io.elbo.statistics.baseline;

import static io.elbo.statistics.baseline.Tables.assertClose;
import static io.elbo.statistics.baseline.Tables.product;
import static io.elbo.statistics.baseline.Tables.transposed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.FloatRows;
import io.elbo.test.Failures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbabilisticPcaTest {
    private static final EmOptions LONG = new EmOptions(20_000, 1e-14);

    @Test
    void theClosedFormOfTheLikelihoodIsTheMeanOfDirectDensities() {
        float[][] values = Tables.correlated(1, 60, 7);
        for (int latents = 1; latents < 7; latents++) {
            ProbabilisticPca fit = ProbabilisticPca.fit(FloatRows.of(values), latents);
            double sum = 0;
            for (float[] row : values) {
                sum += Tables.logDensity(row, fit.model().mean(), fit.model().covariance());
            }
            assertEquals(sum / 60, fit.logLikelihood(), 1e-10);
            assertEquals(sum / 60, fit.model().logLikelihood(FloatRows.of(values)), 1e-10);
        }
    }

    @Test
    void densitiesAreThoseOfAnotherProgram() {
        Tables.Labelled table = Tables.read("factors.csv");
        LinearGaussian model = ProbabilisticPca.fit(table.rows(), 3).model();
        // scikit-learn divides by n - 1, which multiplies the covariance of the model
        double factor = 80.0 / 79;
        double[][] weights = model.weights();
        double[] noise = model.noise();
        for (int j = 0; j < noise.length; j++) {
            noise[j] *= factor;
            for (int k = 0; k < 3; k++) {
                weights[j][k] *= Math.sqrt(factor);
            }
        }
        double[] densities = LinearGaussian.of(model.mean(), weights, noise).logDensities(table.rows());
        assertClose(Tables.numbers(Tables.reference("pca").get("logDensities")), densities, 1e-10);
    }

    @Test
    void theClosedFormIsAMaximum() {
        FloatRows rows = FloatRows.of(Tables.correlated(2, 80, 6));
        ProbabilisticPca fit = ProbabilisticPca.fit(rows, 2);
        float[][] directions = Tables.normals(3, 40, 13);
        for (float[] direction : directions) {
            double[][] weights = fit.model().weights();
            double[] noise = fit.model().noise();
            for (int j = 0; j < 6; j++) {
                weights[j][0] += 0.05 * direction[j];
                weights[j][1] += 0.05 * direction[6 + j];
                noise[j] *= 1 + 0.05 * direction[12];
            }
            double other = LinearGaussian.of(fit.model().mean(), weights, noise).logLikelihood(rows);
            assertTrue(other < fit.logLikelihood(), other + " is above " + fit.logLikelihood());
        }
    }

    @Test
    void expectationMaximizationNeverFallsAndEndsAtTheClosedForm() {
        for (int rows : new int[] {15, 200}) {
            FloatRows x = FloatRows.of(Tables.correlated(4, rows, 20));
            ProbabilisticPca closed = ProbabilisticPca.fit(x, 3);
            List<Double> path = new ArrayList<>();
            ProbabilisticPca em = ProbabilisticPca.em(x, 3, LONG, 7, (iteration, logLikelihood) -> {
                assertEquals(path.size(), iteration);
                path.add(logLikelihood);
            });
            for (int i = 1; i < path.size(); i++) {
                assertTrue(path.get(i) >= path.get(i - 1) - 1e-12, "falls at " + i);
            }
            assertTrue(path.get(0) < closed.logLikelihood() - 1, "the start is no solution");
            assertTrue(em.converged());
            assertEquals(path.size() - 1, em.iterations());
            assertEquals(path.get(path.size() - 1), em.logLikelihood());
            assertEquals(em.logLikelihood(), em.model().logLikelihood(x), 1e-11);
            assertEquals(closed.logLikelihood(), em.logLikelihood(), 1e-11);
            assertEquals(1, em.noiseVariance() / closed.noiseVariance(), 1e-7);
            assertClose(closed.model().covariance(), em.model().covariance(), 1e-3);
        }
    }

    @Test
    void itStopsAtTheGreatestNumberOfIterations() {
        FloatRows x = FloatRows.of(Tables.correlated(4, 30, 6));
        ProbabilisticPca em = ProbabilisticPca.em(x, 2, new EmOptions(3, 0), 1, EmListener.NONE);
        assertEquals(3, em.iterations());
        assertFalse(em.converged());
    }

    /** By the joint normal distribution of x and z: {@code W^T C^-1 (x - mean)} and {@code I - W^T C^-1 W}. */
    @Test
    void thePosteriorIsTheConditionalOfTheJointDistribution() {
        float[][] values = Tables.correlated(5, 50, 6);
        LinearGaussian model = ProbabilisticPca.fit(FloatRows.of(values), 2).model();
        double[][] w = model.weights();
        double[][] regression =
                product(transposed(w), Tables.Inverse.of(model.covariance()).matrix());
        double[][] covariance = product(regression, w);
        for (int k = 0; k < 2; k++) {
            for (int l = 0; l < 2; l++) {
                assertEquals((k == l ? 1 : 0) - covariance[k][l], model.posteriorCovariance()[k][l], 1e-13);
            }
        }
        float[][] means = model.posteriorMeans(FloatRows.of(values));
        for (int row = 0; row < values.length; row++) {
            for (int k = 0; k < 2; k++) {
                double expected = 0;
                for (int j = 0; j < 6; j++) {
                    expected += regression[k][j] * (values[row][j] - model.mean()[j]);
                }
                assertEquals(expected, means[row][k], 1e-6);
            }
        }
    }

    @Test
    void samplesHaveTheMeanAndTheCovarianceOfTheModel() {
        double[][] w = {{1, 0.5}, {-2, 0}, {0.3, 0.3}};
        LinearGaussian model = LinearGaussian.of(new double[] {1, 2, 3}, w, new double[] {0.1, 1, 0.5});
        int n = 40_000;
        float[][] samples = model.sample(n, 3);
        double[][] expected = model.covariance();
        double[] mean = Tables.mean(samples);
        double[][] covariance = Tables.covariance(samples);
        for (int i = 0; i < 3; i++) {
            assertEquals(1 + i, mean[i], 4.5 * Math.sqrt(expected[i][i] / n));
            for (int j = 0; j < 3; j++) {
                double variance = expected[i][i] * expected[j][j] + expected[i][j] * expected[i][j];
                assertEquals(expected[i][j], covariance[i][j], 4.5 * Math.sqrt(variance / n));
            }
        }
        assertTrue(Arrays.deepEquals(model.sample(5, 3), Arrays.copyOf(samples, 5)));
        assertFalse(Arrays.deepEquals(model.sample(5, 4), Arrays.copyOf(samples, 5)));
    }

    @Test
    void aTinyNoiseCostsNoDigits() {
        double[][] w = {{1}, {1}, {1}};
        double[] noise = {1e-10, 1e-10, 1e-10};
        LinearGaussian model = LinearGaussian.of(new double[3], w, noise);
        // along (1, 1, 1)/sqrt 3 the variance is 3 + 1e-10, across it 1e-10
        double across = 2e-5 * 2e-5 / 1e-10;
        double expected = -0.5 * (3 * Math.log(2 * Math.PI) + Math.log(3) + 2 * Math.log(1e-10) + 4 + across);
        float[] x = {2 + 0x1p-16f, 2 - 0x1p-16f, 2};
        double exact = 2 * 0x1p-32 / 1e-10;
        assertEquals(expected - 0.5 * (exact - across), model.logDensities(FloatRows.of(new float[][] {x}))[0], 1e-8);
    }

    @Test
    void rowsInASubspaceAndWrongNumbersAreRefused() {
        float[][] line = new float[10][4];
        for (int row = 0; row < 10; row++) {
            line[row] = new float[] {row, 2 * row, 3 * row, 4};
        }
        Failures.refused(() -> ProbabilisticPca.fit(FloatRows.of(line), 1), "subspace of 1 dimensions");
        EmOptions options = EmOptions.defaults();
        Failures.refused(
                () -> ProbabilisticPca.em(FloatRows.of(line), 1, options, 1, EmListener.NONE), "subspace of 1");
        Failures.refused(
                () -> ProbabilisticPca.em(FloatRows.of(new float[9][3]), 1, options, 1, EmListener.NONE), "subspace");
        Failures.rejected(() -> ProbabilisticPca.fit(FloatRows.of(line), 4), "latents 4", "1 to 3");
        Failures.rejected(() -> ProbabilisticPca.fit(FloatRows.of(line), 0), "latents 0");
        Failures.rejected(() -> new EmOptions(0, 1), "iterations 0");
        Failures.rejected(() -> new EmOptions(1, -1), "tolerance -1");
    }

    @Test
    void parametersOfAModelThatDoNotAgreeAreRejected() {
        double[] two = {1, 2};
        double[][] w = {{1}, {1}};
        Failures.rejected(() -> LinearGaussian.of(two, w, new double[] {1}), "2 features", "noise 1");
        Failures.rejected(() -> LinearGaussian.of(two, w, new double[] {1, 0}), "feature 1", "above 0", "0.0");
        Failures.rejected(() -> LinearGaussian.of(two, new double[][] {{1}, {1, 2}}, two), "feature 1 has 2");
        Failures.rejected(() -> LinearGaussian.of(two, w, two).sample(0, 1), "samples 0");
    }
}
