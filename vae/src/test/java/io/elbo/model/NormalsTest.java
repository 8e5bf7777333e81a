package io.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NormalsTest {
    private static final int D = 5;

    @Test
    void logDensitiesAreThoseOfTheFormulaInDoublePrecision() {
        Random random = new Random(1);
        float[][] z = normals(random, 200, 2);
        float[][] mean = normals(random, 200, 2);
        float[][] logVariance = normals(random, 200, 3);
        float[][] density = Values.of(x -> Normals.logDensity(x[0], x[1], x[2]), z, mean, logVariance);
        float[][] standard = Values.of(x -> Normals.logDensityStandard(x[0]), z);
        for (int row = 0; row < z.length; row++) {
            double expected = 0;
            double expectedStandard = 0;
            for (int j = 0; j < D; j++) {
                double error = (double) z[row][j] - mean[row][j];
                expected -= 0.5
                        * (StrictMath.log(2 * Math.PI)
                                + logVariance[row][j]
                                + error * error * StrictMath.exp(-logVariance[row][j]));
                expectedStandard -= 0.5 * (StrictMath.log(2 * Math.PI) + (double) z[row][j] * z[row][j]);
            }
            assertEquals(expected, density[row][0], 1e-5 + 2e-6 * Math.abs(expected));
            assertEquals(expectedStandard, standard[row][0], 1e-5 + 2e-6 * Math.abs(expectedStandard));
        }
    }

    @Test
    void theClosedFormOfTheDivergenceIsTheMeanOfTheLogRatioOfSamples() {
        Random random = new Random(2);
        int samples = 20_000;
        for (int trial = 0; trial < 5; trial++) {
            float[][] mean = new float[samples][];
            float[][] logVariance = new float[samples][];
            java.util.Arrays.fill(mean, normals(random, 1, 1)[0]);
            java.util.Arrays.fill(logVariance, normals(random, 1, 1)[0]);
            float[][] noise = normals(random, samples, 1);
            float[][] ratio = Values.of(
                    x -> {
                        Posterior.Moments q = new Posterior.Moments(x[0], x[1]);
                        var z = q.sample(x[2]);
                        return q.logDensity(z).minus(new StandardNormal().logDensity(z, null));
                    },
                    mean,
                    logVariance,
                    noise);
            float[] kl = Values.of(x -> Normals.klToStandard(x[0], x[1]), mean, logVariance)[0];
            double exact = 0;
            for (float k : kl) {
                exact += k;
            }
            double sum = 0;
            double squares = 0;
            for (float[] r : ratio) {
                sum += r[0];
                squares += (double) r[0] * r[0];
            }
            double average = sum / samples;
            double error = Math.sqrt((squares / samples - average * average) / samples);
            assertEquals(exact, average, 4 * error);
        }
    }

    @Test
    void theDivergenceIsThatOfTheFormulaAndZeroForTheStandardNormal() {
        Random random = new Random(3);
        float[][] mean = normals(random, 100, 2);
        float[][] logVariance = normals(random, 100, 2);
        mean[0] = new float[D];
        logVariance[0] = new float[D];
        float[][] kl = Values.of(x -> new StandardNormal().kl(new Posterior.Moments(x[0], x[1])), mean, logVariance);
        for (int row = 0; row < mean.length; row++) {
            for (int j = 0; j < D; j++) {
                double m = mean[row][j];
                double v = logVariance[row][j];
                double expected = 0.5 * (m * m + StrictMath.exp(v) - 1 - v);
                assertEquals(expected, kl[row][j], row == 0 ? 0 : 2e-6 * (1 + StrictMath.exp(v) + m * m));
            }
        }
    }

    @Test
    void aSampleIsTheMeanPlusTheDeviationTimesTheNoise() {
        float[][] sample = Values.of(
                x -> new Posterior.Moments(x[0], x[1]).sample(x[2]),
                new float[][] {{1, -2}},
                new float[][] {{(float) Math.log(9), (float) Math.log(0.25)}},
                new float[][] {{0.5f, -1}});
        assertEquals(2.5, sample[0][0], 1e-6);
        assertEquals(-2.5, sample[0][1], 1e-6);
    }

    private static float[][] normals(Random random, int rows, double scale) {
        float[][] values = new float[rows][D];
        for (float[] row : values) {
            for (int j = 0; j < D; j++) {
                row[j] = (float) (scale * random.nextGaussian());
            }
        }
        return values;
    }
}
