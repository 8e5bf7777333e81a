package io.elbo.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NoiseTest {
    private static final int N = 400_000;

    private static float[] normal(long seed, int stream, int step, int row, int n) {
        float[] values = new float[n];
        Noise.normal(seed, stream, step, row, values, 0, n);
        return values;
    }

    private static float[] uniform(long seed, int stream, int step, int row, int n) {
        float[] values = new float[n];
        Noise.uniform(seed, stream, step, row, values, 0, n);
        return values;
    }

    private static double moment(float[] values, int power) {
        double sum = 0;
        for (float value : values) {
            sum += Math.pow(value, power);
        }
        return sum / values.length;
    }

    /** Each moment is within four standard errors. The variance of x^k is E x^2k - (E x^k)^2. */
    @Test
    void normalNumbersHaveTheMomentsOfTheNormalDistribution() {
        float[] x = normal(1, 2, 3, 4, N);
        double error = 4 / Math.sqrt(N);
        assertEquals(0, moment(x, 1), error);
        assertEquals(1, moment(x, 2), error * Math.sqrt(2));
        assertEquals(0, moment(x, 3), error * Math.sqrt(15));
        assertEquals(3, moment(x, 4), error * Math.sqrt(96));
    }

    @Test
    void normalNumbersFollowTheNormalDistribution() {
        float[] x = normal(5, 2, 3, 4, N);
        Arrays.sort(x);
        double greatest = 0;
        for (int i = 0; i < N; i++) {
            double p = NormalQuantile.probability(x[i]);
            greatest = Math.max(greatest, Math.max(p - (double) i / N, (i + 1.0) / N - p));
        }
        // Kolmogorov-Smirnov: exceeded in one of a thousand samples
        assertTrue(greatest < 1.95 / Math.sqrt(N), "distance " + greatest);
    }

    @Test
    void normalNumbersHaveTails() {
        float[] x = normal(6, 2, 3, 4, N);
        for (double bound : new double[] {3, 4}) {
            long beyond = 0;
            for (float value : x) {
                beyond += Math.abs(value) > bound ? 1 : 0;
            }
            double expected = 2 * N * NormalQuantile.probability(-bound);
            assertEquals(expected, beyond, 4 * Math.sqrt(expected));
        }
    }

    @Test
    void uniformNumbersFillTheOpenInterval() {
        float[] u = uniform(7, 1, 1, 1, N);
        Arrays.sort(u);
        assertTrue(u[0] > 0 && u[N - 1] < 1);
        double greatest = 0;
        for (int i = 0; i < N; i++) {
            greatest = Math.max(greatest, Math.max(u[i] - (double) i / N, (i + 1.0) / N - u[i]));
        }
        assertTrue(greatest < 1.95 / Math.sqrt(N), "distance " + greatest);
    }

    /** Compares the pairs with the Box-Muller formula applied to the generator's words. */
    @Test
    void normalNumbersAreThoseOfBoxAndMuller() {
        int[] words = new int[4];
        for (int row = 0; row < 2000; row++) {
            float[] x = normal(-9, 8, 7, row, 4);
            Philox.words(-9, 0, row, 7, 8, words);
            for (int pair = 0; pair < 4; pair += 2) {
                double radius = Math.sqrt(-2 * Math.log(((words[pair] >>> 9) + 0.5) * 0x1p-23));
                double angle = 2 * Math.PI * words[pair + 1] * 0x1p-32;
                assertEquals(radius * Math.cos(angle), x[pair], 1e-6 * Math.max(1, radius));
                assertEquals(radius * Math.sin(angle), x[pair + 1], 1e-6 * Math.max(1, radius));
            }
        }
    }

    @Test
    void theStartOfALongerFillIsTheShorterFill() {
        float[] normal = normal(1, 2, 3, 4, 64);
        float[] uniform = uniform(1, 2, 3, 4, 64);
        for (int n = 0; n < 64; n++) {
            assertArrayEquals(Arrays.copyOf(normal, n), normal(1, 2, 3, 4, n));
            assertArrayEquals(Arrays.copyOf(uniform, n), uniform(1, 2, 3, 4, n));
        }
    }

    @Test
    void nothingIsWrittenOutsideTheRange() {
        for (int n = 0; n < 12; n++) {
            float[] to = new float[20];
            Noise.normal(1, 2, 3, 4, to, 3, n);
            Noise.uniform(1, 2, 3, 4, to, 3, n);
            for (int i = 0; i < to.length; i++) {
                assertEquals(i >= 3 && i < 3 + n, to[i] != 0, "index " + i + " of " + n);
            }
        }
    }

    @Test
    void everyPartOfTheAddressGivesOtherNumbersWithoutCorrelation() {
        int n = 40_000;
        float[][] drawn = {
            normal(1, 2, 3, 4, n),
            normal(2, 2, 3, 4, n),
            normal(1L << 32 | 1, 2, 3, 4, n),
            normal(1, 3, 3, 4, n),
            normal(1, 2, 4, 4, n),
            normal(1, 2, 3, 5, n)
        };
        for (int i = 0; i < drawn.length; i++) {
            for (int j = 0; j < i; j++) {
                assertFalse(Arrays.equals(drawn[i], drawn[j]));
                double product = 0;
                for (int k = 0; k < n; k++) {
                    product += (double) drawn[i][k] * drawn[j][k];
                }
                assertEquals(0, product / n, 4 / Math.sqrt(n), "correlation of " + i + " and " + j);
            }
        }
    }

    @Test
    void neighboursAreNotCorrelated() {
        float[] x = normal(11, 0, 1, 0, N);
        for (int apart = 1; apart <= 8; apart++) {
            double product = 0;
            double squares = 0;
            for (int i = apart; i < N; i++) {
                product += (double) x[i] * x[i - apart];
                // the numbers of a pair share a radius: the squares are uncorrelated only if they are independent
                squares += ((double) x[i] * x[i] - 1) * ((double) x[i - apart] * x[i - apart] - 1) / 2;
            }
            assertEquals(0, product / N, 4 / Math.sqrt(N), "values " + apart + " apart");
            assertEquals(0, squares / N, 6 / Math.sqrt(N), "squares " + apart + " apart");
        }
    }

    @Test
    void rowsAreNotCorrelated() {
        double[] previous = new double[1000];
        double product = 0;
        for (int row = 0; row < 400; row++) {
            float[] x = normal(11, 0, 1, row, 1000);
            for (int i = 0; i < x.length; i++) {
                product += previous[i] * x[i];
                previous[i] = x[i];
            }
        }
        assertEquals(0, product / 400_000, 4 / Math.sqrt(400_000));
    }

    @Test
    void streamsOfNamesLieApartFromThoseOfPrograms() {
        assertTrue(Noise.stream("") < 0 && Noise.stream("decoder.2.bias") < 0);
        assertFalse(Noise.stream("a") == Noise.stream("b"));
        // FNV-1a of "a" is e40c292c (the authors' table of test vectors)
        assertEquals(0xe40c292c, Noise.stream("a"));
    }

    /** These must stay the same for the next version to continue the training of a model. */
    @Test
    void theNumbersAtOneAddressStayTheSameBits() {
        assertEquals("3f13c741 bfc88830 bfaf5083 3b508f20 3fee117d", hex(normal(42, 1, 2, 3, 5)));
        assertEquals("3e7e14ac 3f4e623b 3ec86882 3effcf86 3e05a2dc", hex(uniform(42, 1, 2, 3, 5)));
    }

    private static String hex(float[] values) {
        StringBuilder text = new StringBuilder();
        for (float value : values) {
            text.append(String.format("%08x ", Float.floatToIntBits(value)));
        }
        return text.toString().strip();
    }
}
