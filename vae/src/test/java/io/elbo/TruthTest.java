package io.elbo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.FloatRows;
import io.elbo.engine.Optimizer;
import io.elbo.evaluation.Encoding;
import io.elbo.evaluation.Evaluation;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.layer.Dense;
import io.elbo.model.Gaussian;
import io.elbo.spec.Elbo;
import io.elbo.spec.Schedule;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.training.TrainingListener;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Against the truth: with {@code x = W z + b + noise of variance c}, {@code p(x) = N(b, W W^T + c I)} is known. Where the
 * columns of W are orthogonal, so is the posterior: {@code v_j = 1 / (1 + |W_j|^2 / c)}, {@code m = v W^T (x - b) / c}.
 */
class TruthTest {
    private static final int N = 5;
    private static final int D = 2;
    private static final double C = 0.3;
    /** {@link io.elbo.model.DiagonalGaussian#BOUND}. */
    private static final double BOUND = 15;

    private static final VaeSpec SPEC = new VaeSpec(List.of(N), List.of(), D, List.of(new Dense(N)), new Gaussian(C));

    /** Columns (1, 1, 1, 1, 0)/2 times 1.7 and (1, -1, 1, -1, 2)/sqrt 8 times 0.9. */
    private static final double[][] W = new double[N][D];

    private static final double[] B = {0.3, -1, 0.7, 2, -0.2};

    static {
        double[] first = {1, 1, 1, 1, 0};
        double[] second = {1, -1, 1, -1, 2};
        for (int i = 0; i < N; i++) {
            W[i][0] = 1.7 * first[i] / 2;
            W[i][1] = 0.9 * second[i] / Math.sqrt(8);
        }
    }

    @Test
    void withTheTruePosteriorTheElboIsTheLogLikelihoodOfEachRow() {
        Vae vae = model(0, 1);
        for (float[] x : rows(20, 1)) {
            double exact = logDensity(x, W, B, C);
            assertEquals(exact, exactElbo(vae, x), 1e-3);
        }
    }

    @Test
    void withTheTruePosteriorEverySampleHasTheSameWeight() {
        Vae vae = model(0, 1);
        for (float[] x : rows(10, 2)) {
            double exact = logDensity(x, W, B, C);
            for (int seed = 0; seed < 5; seed++) {
                Evaluation one = vae.evaluate(FloatRows.of(new float[][] {x}), new EvaluationOptions(1, null, seed));
                assertEquals(exact, one.logLikelihood(), 1e-3);
                assertTrue(Double.isNaN(one.logLikelihoodStandardError()));
            }
            Evaluation many = vae.evaluate(FloatRows.of(new float[][] {x}), new EvaluationOptions(500, null, 1));
            assertEquals(exact, many.logLikelihood(), 1e-3);
            assertEquals(0, many.logLikelihoodStandardError(), 1e-4);
        }
    }

    @Test
    void theSampledElboAveragesToTheExactOneAndStaysBelowTheLogLikelihood() {
        int repeats = 4000;
        for (double off : new double[] {0, 0.4, 1.5}) {
            Vae vae = model(off, 1 + off);
            for (float[] x : rows(4, 3)) {
                float[][] same = new float[repeats][];
                Arrays.fill(same, x);
                Elbo sampled = vae.evaluate(FloatRows.of(same), EvaluationOptions.defaults())
                        .elbo();
                double exact = exactElbo(vae, x);
                double error = reconstructionDeviation(vae, x) / Math.sqrt(repeats);
                assertEquals(exact, sampled.value(), 4.5 * error + 1e-3);
                double truth = logDensity(x, W, B, C);
                assertTrue(exact <= truth + 1e-3, exact + " above " + truth);
                assertTrue(sampled.value() <= truth + 4.5 * error + 1e-3);
                if (off > 0) {
                    assertTrue(exact < truth - 0.05, "a wrong posterior must show: " + exact + ", " + truth);
                }
            }
        }
    }

    @Tag("slow")
    @Test
    void importanceSamplingFindsTheLogLikelihoodDespiteAMediocrePosterior() {
        Vae vae = model(0.3, 1.5);
        float[][] x = rows(8, 4);
        double exact = Arrays.stream(x)
                .mapToDouble(row -> logDensity(row, W, B, C))
                .average()
                .orElseThrow();
        for (int seed = 1; seed <= 3; seed++) {
            Evaluation estimate = vae.evaluate(FloatRows.of(x), new EvaluationOptions(20_000, null, seed));
            double error = estimate.logLikelihoodStandardError();
            assertTrue(error > 1e-5 && error < 0.01, "standard error " + error);
            assertEquals(exact, estimate.logLikelihood(), 4 * error);
        }
    }

    @Tag("slow")
    @Test
    void theReportedStandardErrorIsTheSpreadOverSeeds() {
        Vae vae = model(0.3, 1.5);
        FloatRows x = FloatRows.of(rows(6, 5));
        int seeds = 300;
        double sum = 0;
        double squares = 0;
        double reported = 0;
        for (int seed = 0; seed < seeds; seed++) {
            Evaluation estimate = vae.evaluate(x, new EvaluationOptions(300, null, seed));
            sum += estimate.logLikelihood();
            squares += estimate.logLikelihood() * estimate.logLikelihood();
            reported += Math.pow(estimate.logLikelihoodStandardError(), 2);
        }
        double spread = Math.sqrt((squares - sum * sum / seeds) / (seeds - 1));
        // the spread of 300 draws is known to 1/sqrt(600) = 4 %
        assertEquals(1, Math.sqrt(reported / seeds) / spread, 0.17);
    }

    @Test
    void theImportanceBoundRisesWithTheNumberOfSamples() {
        Vae vae = model(0.5, 2);
        float[][] same = new float[2000][];
        Arrays.fill(same, rows(1, 6)[0]);
        double truth = logDensity(same[0], W, B, C);
        double before = Double.NEGATIVE_INFINITY;
        for (int samples : new int[] {1, 5, 50}) {
            Evaluation bound = vae.evaluate(FloatRows.of(same), new EvaluationOptions(samples, null, 1));
            assertTrue(bound.logLikelihood() > before);
            before = bound.logLikelihood();
        }
        assertTrue(before < truth && before > truth - 0.05, before + " of " + truth);
    }

    /**
     * Tipping and Bishop 1999 with the noise's variance fixed: with eigenvalues l of the sample covariance, the greatest
     * mean log likelihood is {@code -1/2 (n ln 2 pi + sum_{j<=d} (ln l_j + 1) + sum_{j>d} (ln c + l_j / c))}.
     */
    @Tag("slow")
    @Test
    void trainingApproachesTheMaximumOfTheLikelihoodFromBelow() {
        float[][] x = rows(400, 7);
        double[] eigenvalues = eigenvalues(covariance(x));
        double greatest = N * Math.log(2 * Math.PI);
        for (int j = 0; j < N; j++) {
            greatest += j < D ? Math.log(eigenvalues[j]) + 1 : Math.log(C) + eigenvalues[j] / C;
        }
        greatest *= -0.5;
        Training training = new Training(
                400, 50, new Optimizer.Adam(), 0.02, new Schedule.Cosine(0), 0, 0, null, null, null, 0, 0, 3);
        Vae vae = Trainer.fit(SPEC, FloatRows.of(x), training, TrainingListener.NONE, 1);
        double[][] w = matrix(vae.weight("decoder.0.weight"));
        double[] b = doubles(vae.weight("decoder.0.bias"));
        double likelihood = 0;
        double elbo = 0;
        for (float[] row : x) {
            likelihood += logDensity(row, w, b, C) / x.length;
            elbo += exactElbo(vae, row) / x.length;
        }
        assertTrue(likelihood <= greatest + 1e-9, likelihood + " above the maximum " + greatest);
        assertTrue(elbo <= likelihood + 1e-4, elbo + " above " + likelihood);
        assertEquals(greatest, elbo, 0.002);
    }

    private static Vae model(double off, double factor) {
        return LinearTruth.model(SPEC, W, B, C, off, factor);
    }

    private static float[][] rows(int count, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[count][N];
        for (float[] row : rows) {
            double[] z = {random.nextGaussian(), random.nextGaussian()};
            for (int i = 0; i < N; i++) {
                row[i] = (float) (B[i] + W[i][0] * z[0] + W[i][1] * z[1] + Math.sqrt(C) * random.nextGaussian());
            }
        }
        return rows;
    }

    /** {@code ln N(x; b, w w^T + c I)} by Cholesky's decomposition. */
    private static double logDensity(float[] x, double[][] w, double[] b, double c) {
        double[][] l = new double[N][N];
        double[] y = new double[N];
        double result = -0.5 * N * Math.log(2 * Math.PI);
        for (int i = 0; i < N; i++) {
            for (int j = 0; j <= i; j++) {
                double s = i == j ? c : 0;
                for (int k = 0; k < D; k++) {
                    s += w[i][k] * w[j][k];
                }
                for (int k = 0; k < j; k++) {
                    s -= l[i][k] * l[j][k];
                }
                l[i][j] = i == j ? Math.sqrt(s) : s / l[j][j];
            }
            y[i] = x[i] - b[i];
            for (int k = 0; k < i; k++) {
                y[i] -= l[i][k] * y[k];
            }
            y[i] /= l[i][i];
            result -= Math.log(l[i][i]) + 0.5 * y[i] * y[i];
        }
        return result;
    }

    /** The ELBO in closed form: {@code E_q |x - W z - b|^2 = |x - W m - b|^2 + sum_j v_j |W_j|^2}. */
    private static double exactElbo(Vae vae, float[] x) {
        Encoding q = vae.encode(x);
        double[][] w = matrix(vae.weight("decoder.0.weight"));
        double[] b = doubles(vae.weight("decoder.0.bias"));
        double error = 0;
        for (int i = 0; i < N; i++) {
            double e = x[i] - b[i];
            for (int j = 0; j < D; j++) {
                e -= w[i][j] * q.mean(0, j);
                error += Math.exp(q.logVariance(0, j)) * w[i][j] * w[i][j];
            }
            error += e * e;
        }
        double kl = 0;
        for (int j = 0; j < D; j++) {
            double m = q.mean(0, j);
            double v = q.logVariance(0, j);
            kl += 0.5 * (m * m + Math.exp(v) - 1 - v);
        }
        return -0.5 * (N * Math.log(2 * Math.PI * C) + error / C) - kl;
    }

    /** The standard deviation of ln p(x|z) over z from q, W having orthogonal columns. */
    private static double reconstructionDeviation(Vae vae, float[] x) {
        Encoding q = vae.encode(x);
        double variance = 0;
        for (int j = 0; j < D; j++) {
            double square = 0;
            double slope = 0;
            for (int i = 0; i < N; i++) {
                square += W[i][j] * W[i][j];
                slope += W[i][j] * (x[i] - B[i]);
            }
            double v = Math.exp(q.logVariance(0, j));
            slope = (slope - square * q.mean(0, j)) / C;
            double curve = square / C;
            variance += slope * slope * v + 0.5 * curve * curve * v * v;
        }
        return Math.sqrt(variance);
    }

    private static double[][] matrix(float[] values) {
        double[][] matrix = new double[N][D];
        for (int i = 0; i < N * D; i++) {
            matrix[i / D][i % D] = values[i];
        }
        return matrix;
    }

    private static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i];
        }
        return result;
    }

    private static double[][] covariance(float[][] x) {
        double[] mean = new double[N];
        for (float[] row : x) {
            for (int i = 0; i < N; i++) {
                mean[i] += row[i] / (double) x.length;
            }
        }
        double[][] s = new double[N][N];
        for (float[] row : x) {
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < N; j++) {
                    s[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / x.length;
                }
            }
        }
        return s;
    }

    /** Jacobi's rotations; the eigenvalues, falling. */
    private static double[] eigenvalues(double[][] a) {
        for (int sweep = 0; sweep < 30; sweep++) {
            for (int p = 0; p < N; p++) {
                for (int q = p + 1; q < N; q++) {
                    double angle = 0.5 * Math.atan2(2 * a[p][q], a[q][q] - a[p][p]);
                    double c = Math.cos(angle);
                    double s = Math.sin(angle);
                    for (int k = 0; k < N; k++) {
                        double kp = a[k][p];
                        a[k][p] = c * kp - s * a[k][q];
                        a[k][q] = s * kp + c * a[k][q];
                    }
                    for (int k = 0; k < N; k++) {
                        double pk = a[p][k];
                        a[p][k] = c * pk - s * a[q][k];
                        a[q][k] = s * pk + c * a[q][k];
                    }
                }
            }
        }
        double[] values = new double[N];
        for (int i = 0; i < N; i++) {
            values[N - 1 - i] = -a[i][i];
        }
        Arrays.sort(values);
        return Arrays.stream(values).map(v -> -v).toArray();
    }
}
