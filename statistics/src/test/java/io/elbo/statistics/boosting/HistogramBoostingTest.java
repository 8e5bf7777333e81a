package io.elbo.statistics.boosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.statistics.boosting.HistogramBoosting.Loss;
import io.elbo.statistics.measure.Ranking;
import io.elbo.test.Failures;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HistogramBoostingTest {
    private static final BoostingOptions ONE_SPLIT = new BoostingOptions(1, 1, 2, 5, 0, 1, 1);

    private static double[][] rows(int n, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = new double[] {
                random.nextInt(9) == 0 ? Double.NaN : Math.round(20 * random.nextGaussian()) / 10.0,
                i % 5 == 4 ? Double.NaN : i % 5,
                random.nextGaussian()
            };
        }
        return rows;
    }

    private static final int[] LEVELS = {0, 4, 0};

    /** Returns the squared error of the best split of the rows in two; rows with a missing value go to either side. */
    private static double bruteForce(double[][] rows, double[] y, int least) {
        double best = Double.POSITIVE_INFINITY;
        for (int c = 0; c < LEVELS.length; c++) {
            for (double[] edge : rows) {
                for (int missingLeft = 0; missingLeft < 2; missingLeft++) {
                    for (int set = 0; set < (LEVELS[c] > 0 ? 16 : 1); set++) {
                        double[][] sums = new double[2][3];
                        for (int i = 0; i < y.length; i++) {
                            double value = rows[i][c];
                            boolean left = Double.isNaN(value)
                                    ? missingLeft == 1
                                    : LEVELS[c] > 0 ? (set >> (int) value & 1) == 1 : value <= edge[c];
                            double[] side = sums[left ? 0 : 1];
                            side[0]++;
                            side[1] += y[i];
                            side[2] += y[i] * y[i];
                        }
                        if (sums[0][0] >= least && sums[1][0] >= least) {
                            double error = 0;
                            for (double[] side : sums) {
                                error += side[2] - side[1] * side[1] / side[0];
                            }
                            best = Math.min(best, error);
                        }
                    }
                }
            }
        }
        return best;
    }

    @Test
    void oneSplitIsTheBestOfAll() {
        for (int seed = 0; seed < 30; seed++) {
            double[][] rows = rows(100, seed);
            double[] y = new double[100];
            Random random = new Random(-seed);
            for (int i = 0; i < y.length; i++) {
                double of = rows[i][seed % 3];
                y[i] = random.nextGaussian() + (Double.isNaN(of) ? 2 : of == 1 ? 3 : 0.3 * of);
            }
            HistogramBoosting stump = HistogramBoosting.fit(rows, LEVELS, y, Loss.SQUARED, ONE_SPLIT);
            double[] f = stump.of(rows);
            double error = 0;
            for (int i = 0; i < y.length; i++) {
                error += (y[i] - f[i]) * (y[i] - f[i]);
            }
            double best = bruteForce(rows, y, 5);
            assertEquals(best, error, 1e-9 * best, "seed " + seed);
        }
    }

    @Test
    void aStepOfTheLogisticLossIsNewtons() {
        double[][] rows = new double[40][1];
        double[] y = new double[40];
        for (int i = 0; i < 40; i++) {
            rows[i][0] = i < 20 ? 0 : 1;
            y[i] = i % 20 < (i < 20 ? 5 : 15) ? 1 : 0;
        }
        HistogramBoosting stump =
                HistogramBoosting.fit(rows, new int[1], y, Loss.LOGISTIC, new BoostingOptions(1, 0.1, 2, 5, 0, 1, 1));
        // p = 1/2 in both: the sum of gradients is 20 (1/2 - 1/4), that of curvatures 20 / 4
        assertEquals(-0.1, stump.of(new double[] {0})[0], 1e-12);
        assertEquals(0.1, stump.of(new double[] {1})[0], 1e-12);
        HistogramBoosting many =
                HistogramBoosting.fit(rows, new int[1], y, Loss.LOGISTIC, new BoostingOptions(400, 0.1, 2, 5, 0, 1, 1));
        assertEquals(Math.log(1.0 / 3), many.of(new double[] {0})[0], 1e-6);
    }

    @Tag("slow")
    @Test
    void twoNormalDistributionsAreToldApartAsFarAsTheyCanBe() {
        Random random = new Random(1);
        double[][] rows = new double[6000][1];
        double[] y = new double[6000];
        boolean[] positive = new boolean[6000];
        for (int i = 0; i < rows.length; i++) {
            y[i] = i % 2;
            positive[i] = i % 2 == 1;
            rows[i][0] = y[i] + random.nextGaussian();
        }
        double[][] half = java.util.Arrays.copyOf(rows, 3000);
        HistogramBoosting f = HistogramBoosting.fit(
                half, new int[1], java.util.Arrays.copyOf(y, 3000), Loss.LOGISTIC, BoostingOptions.defaults());
        double[][] fresh = java.util.Arrays.copyOfRange(rows, 3000, 6000);
        double auroc = Ranking.auroc(f.of(fresh), java.util.Arrays.copyOfRange(positive, 3000, 6000));
        // Phi(1 / sqrt 2); standard error 0.009
        assertEquals(0.7602, auroc, 0.03);
        // the log odds are x - 1/2
        assertEquals(0.5, f.of(new double[] {1})[0], 0.35);
        assertTrue(
                f.trees().size() < 60,
                "stops when it has learned it: " + f.trees().size());
    }

    @Test
    void noiseIsNotLearned() {
        Random random = new Random(2);
        double[][] rows = rows(400, 3);
        double[] y = random.doubles(400).map(u -> u < 0.5 ? 0 : 1).toArray();
        HistogramBoosting f = HistogramBoosting.fit(rows, LEVELS, y, Loss.LOGISTIC, BoostingOptions.defaults());
        assertTrue(f.trees().size() < 10, f.trees().size() + " trees");
    }

    @Tag("slow")
    @Test
    void threadsDoNotShow() {
        double[][] rows = rows(12_000, 5);
        double[] y = new double[rows.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = rows[i][2] + (rows[i][1] == 2 ? 1 : 0);
        }
        BoostingOptions few = BoostingOptions.defaults().withStages(3);
        HistogramBoosting many = HistogramBoosting.fit(rows, LEVELS, y, Loss.SQUARED, few);
        ForkJoinPool alone = new ForkJoinPool(1);
        HistogramBoosting one = alone.submit(() -> HistogramBoosting.fit(rows, LEVELS, y, Loss.SQUARED, few))
                .join();
        alone.shutdown();
        assertEquals(one, many);
    }

    @Test
    void manyLevelsShareAPlaceAndManyNumbersABin() {
        double[] levels = new double[300];
        double[] numbers = new double[5000];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = i % 100;
        }
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        assertEquals(62, ColumnBins.of(levels, 120).bin(119));
        ColumnBins bins = ColumnBins.of(numbers, 0);
        assertEquals(253, bins.edges().size());
        assertEquals(0, bins.bin(-1e9));
        assertEquals(253, bins.bin(1e9));
        assertEquals(254, bins.bin(Double.NaN));
        assertEquals(126, bins.bin(2500), 1);
    }

    @Test
    void treesThatAreNoneAreRejected() {
        Tree leaf = new Tree(List.of(-1), List.of(0L), List.of(0), List.of(1.0));
        ColumnBins bins = new ColumnBins(List.of(0.0), null);
        assertEquals(3, new HistogramBoosting(List.of(bins), 1, List.of(leaf, leaf)).of(new double[] {5})[0]);
        Failures.rejected(() -> new Tree(List.of(), List.of(), List.of(), List.of()), "at least one");
        Failures.rejected(() -> new Tree(List.of(0), List.of(0L), List.of(0), List.of(1.0)), "node 0");
        // with a right child before its parent, a walk would never end
        Failures.rejected(
                () -> new Tree(List.of(0, -1, 0), List.of(0L, 0L, 0L), List.of(2, 0, 0), List.of(0.0, 0.0, 0.0)),
                "node 2");
        Failures.rejected(() -> new Tree(List.of(-1), List.of(0L), List.of(0), List.of(Double.NaN)), "node 0");
        Tree second = new Tree(List.of(1, -1, -1), List.of(0L, 0L, 0L), List.of(2, 0, 0), List.of(0.0, 0.0, 0.0));
        Failures.rejected(() -> new HistogramBoosting(List.of(bins), 0, List.of(second)), "column 1 of 1");
        Failures.rejected(() -> new ColumnBins(List.of(1.0, 1.0), null), "ascending");
        Failures.rejected(() -> new ColumnBins(null, List.of(63)), "bin 63");
        Failures.rejected(() -> new ColumnBins(null, null), "either");
        Failures.rejected(() -> new BoostingOptions(0, 0.1, 2, 1, 0, 1, 1), "stages 0");
    }
}
