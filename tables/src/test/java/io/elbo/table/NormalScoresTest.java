package io.elbo.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NormalScoresTest {
    /** Phi by numerical integration of the density: Simpson's rule. */
    private static double phi(double x) {
        int n = 2000;
        double h = x / n;
        double sum = 1 + Math.exp(-x * x / 2);
        for (int i = 1; i < n; i++) {
            sum += (i % 2 == 1 ? 4 : 2) * Math.exp(-(i * h) * (i * h) / 2);
        }
        return 0.5 + sum * h / 3 / Math.sqrt(2 * Math.PI);
    }

    private static double[] normal(int n, double mean, double deviation, long seed) {
        Random random = new Random(seed);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = mean + deviation * random.nextGaussian();
        }
        return values;
    }

    private static double deviation(double[] values, double mean) {
        return Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
    }

    private static void assertRises(NormalScores scores, double low, double high) {
        double last = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= 2000; i++) {
            double score = scores.score(low + (high - low) * i / 2000);
            assertTrue(score > last, "at " + i);
            last = score;
        }
    }

    @Test
    void ofABigNormalSampleTheyAreTheStandardizedValues() {
        double[] values = normal(50_000, 40, 5, 1);
        CellEncoding.Numbers numbers = CellEncoding.Numbers.of(values);
        for (double z = -2.2; z <= 2.2; z += 0.1) {
            // what is even has 2 %: 0.01 more below -2 standard deviations, and as much less above 2
            assertEquals(z, numbers.scores().score(40 + 5 * z), 0.05 + 0.04 * z * z, "z " + z);
        }
        assertRises(numbers.scores(), 0, 80);
    }

    @Test
    void scoreAndValueAreInversesAndRise() {
        Random random = new Random(2);
        double[] values = new double[800];
        for (int i = 0; i < values.length; i++) {
            // a spike, a lump and a long tail
            values[i] = i % 3 == 0 ? 0 : i % 3 == 1 ? random.nextGaussian() : Math.exp(2 * random.nextGaussian());
        }
        NormalScores scores = CellEncoding.Numbers.of(values).scores();
        double low = scores.value(-20);
        double high = scores.value(20);
        for (int i = 0; i <= 4000; i++) {
            double value = low + (high - low) * i / 4000;
            assertEquals(value, scores.value(scores.score(value)), 1e-9 * (high - low));
            double score = -20 + 40 * i / 4000.0;
            assertEquals(score, scores.score(scores.value(score)), 1e-6);
        }
        assertRises(scores, low, high);
    }

    @Test
    void aSpikeGetsAnIntervalThatItsShareOfNormalNumbersFallsInto() {
        double[] values = new double[1000];
        for (int i = 910; i < 1000; i++) {
            values[i] = i / 10.0;
        }
        CellEncoding.Numbers numbers = CellEncoding.Numbers.of(values);
        double share =
                phi(numbers.interval(0).upper()) - phi(numbers.interval(0).lower());
        assertEquals(0.91 * 0.98, share, 1e-3);
    }

    @Test
    void everyCellOfACountHasAboutItsShare() {
        double[] values = new double[2000];
        int[] counts = new int[12];
        Random random = new Random(3);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.min(11, (int) (-3 * Math.log(1 - random.nextDouble())));
            counts[(int) values[i]]++;
        }
        CellEncoding.Numbers numbers = CellEncoding.Numbers.of(values);
        assertEquals(1, numbers.step());
        for (int k = 0; k < 12; k++) {
            double share =
                    phi(numbers.interval(k).upper()) - phi(numbers.interval(k).lower());
            assertEquals(0.98 * counts[k] / 2000 + 0.02 / 24, share, 2e-3, "count " + k);
        }
    }

    @Test
    void valuesBetweenAndBeyondThoseSeenArePossible() {
        CellEncoding.Numbers numbers = CellEncoding.Numbers.of(new double[] {1, 1, 2, 2, 90, 91});
        for (double value : new double[] {-1000, -5, 0, 1, 1.5, 40, 89, 100, 1000}) {
            assertTrue(numbers.interval(value).upper() > numbers.interval(value).lower(), "at " + value);
            assertTrue(
                    (float) numbers.interval(value).upper()
                            > (float) numbers.interval(value).lower(),
                    "in single precision at " + value);
        }
    }

    @Test
    void noMagnitudeOverflows() {
        double[][] columns = {
            {1e308, -1e308, 0},
            {Double.MAX_VALUE, -Double.MAX_VALUE},
            {Double.MAX_VALUE},
            {1e300, 1e-300, 1},
            {0.0, -0.0, 0.0},
            {-0.0},
            {Double.MIN_VALUE, 0, -Double.MIN_VALUE},
            {Double.MIN_VALUE},
            {5e-310, 7e-310, 1e-320},
            {9007199254740992.0, 9007199254740994.0, 9007199254740996.0},
            {9007199254740993.0 * 4096, 9007199254740992.0 * 4096},
            {1e17, Math.nextUp(1e17)},
            {1, Math.nextUp(1.0)},
            {1.7e9, 1.7e9 + 1, 1.7e9 + 86_400},
            {1e-300, 1e300},
            {42},
            {42, 42, 42}
        };
        double[] probes = {
            0, -0.0, 1, -1, 1e308, -1e308, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, 1e17, 42, 1.7e9
        };
        for (double[] column : columns) {
            String what = Arrays.toString(column);
            CellEncoding.Numbers numbers;
            try {
                numbers = CellEncoding.Numbers.of(column);
            } catch (IllegalArgumentException e) {
                throw new AssertionError(what, e);
            }
            for (double[] values : new double[][] {column, probes}) {
                for (double value : values) {
                    double lower = numbers.interval(value).lower();
                    double upper = numbers.interval(value).upper();
                    assertTrue(lower >= -51 && upper <= 51 && lower < upper, what + " at " + value);
                    assertTrue((float) lower < (float) upper, what + " in single precision at " + value);
                    assertTrue(Math.abs(CellEncoding.Numbers.input((lower + upper) / 2)) <= 5, what);
                }
            }
            for (double score = -60; score <= 60; score += 0.5) {
                assertTrue(Double.isFinite(numbers.scores().value(score)), what + " at score " + score);
            }
            for (double part : new double[] {0, 0.5, 1}) {
                BinEncoding.Bins bins = BinEncoding.Bins.of(numbers, column, part, 32, 0.999);
                for (double[] values : new double[][] {column, probes}) {
                    for (double value : values) {
                        int bin = bin(bins, numbers, value);
                        assertTrue(bin >= 0 && bin < BinEncoding.CLASSES, what + " at " + value + ": bin " + bin);
                        assertTrue(
                                Math.abs(bins.input(
                                                value, numbers.interval(value).middle()))
                                        <= 100,
                                what + " at " + value);
                    }
                }
            }
        }
    }

    private static int bin(BinEncoding.Bins bins, CellEncoding.Numbers numbers, double value) {
        return bins.bin(value, numbers.interval(value).middle());
    }

    @Test
    void binsCountFromTheLeastToTheGreatestAndHaveOneAtEachEnd() {
        double[] values = normal(5000, -3, 2, 5);
        CellEncoding.Numbers numbers = CellEncoding.Numbers.of(values);
        for (int count : new int[] {8, 20, 32}) {
            BinEncoding.Bins bins = BinEncoding.Bins.of(numbers, values, 0, count, 0.3);
            double least = Arrays.stream(values).min().orElseThrow();
            double most = Arrays.stream(values).max().orElseThrow();
            assertEquals(1, bin(bins, numbers, least));
            assertEquals(bins.last() + 1, bin(bins, numbers, most));
            assertEquals(0, bin(bins, numbers, least - 0.01));
            // beyond 5 deviations all is one: of wide bins that may be the bin of the greatest still
            int beyond = bin(bins, numbers, most + 100);
            assertTrue(beyond == bins.last() + 2 || count < 20 && beyond == bins.last() + 1, "bin " + beyond);
            // all wide alike: of the standardized values, with a part of 0
            double mean = Arrays.stream(values).average().orElseThrow();
            double deviation = deviation(values, mean);
            assertEquals((most - least) / deviation / (count - 1), bins.width(), 1e-9);
            for (double value : values) {
                int expected = 1 + (int) Math.floor((value - least) / deviation / bins.width() + 0.3 + 1e-12);
                assertEquals(expected, bin(bins, numbers, value), 0, "value " + value + " of mean " + mean);
            }
        }
    }

    @Test
    void knotsThatDoNotRiseOrAreAbsurdAreRefused() {
        double[] up = {0, 1};
        double[][] wrong = {{0, 0}, {1, 0}, {0, Double.NaN}, {0, Double.POSITIVE_INFINITY}, {0}, {}, {0, 1, 2}, null};
        for (double[] other : wrong) {
            assertThrows(IllegalArgumentException.class, () -> new NormalScores(up, other));
            assertThrows(IllegalArgumentException.class, () -> new NormalScores(other, up));
        }
        assertThrows(IllegalArgumentException.class, () -> new NormalScores(up, new double[] {0, 51}));
        assertThrows(IllegalArgumentException.class, () -> new NormalScores(new double[] {-1.7e308, 1.7e308}, up));
    }
}
