package io.elbo.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.table.TableRows;
import io.elbo.engine.Graph;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.engine.Workers;
import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import io.elbo.layer.Initialization;
import io.elbo.layer.Network;
import io.elbo.model.Likelihood;
import io.elbo.model.LogisticMixture;
import io.elbo.model.LogisticValue;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CellDistributionTest {
    private static final int COMPONENTS = 3;

    private static double[] values(int n, Random random) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = 10 * random.nextGaussian();
        }
        return values;
    }

    /** Columns 0, 2 and 5 are numbers, 1 and 4 levels, some of them rare; 3 takes no part. */
    private static TableEncoding encoding(Random random) {
        return new TableEncoding(
                List.of(0, 1, 2, 4, 5),
                List.of(
                        CellEncoding.Numbers.of(values(300, random)),
                        CellEncoding.Levels.of(new int[] {50, 1, 70, 2, 0, 9}),
                        CellEncoding.Numbers.of(new double[] {0, 0, 1, 2, 3, 5, 9}),
                        CellEncoding.Levels.of(new int[] {5, 9}),
                        CellEncoding.Numbers.of(new double[] {3})));
    }

    private static float[] output(int n, Random random, double spread) {
        float[] output = new float[n];
        for (int i = 0; i < n; i++) {
            output[i] = (float) (spread * random.nextGaussian());
        }
        return output;
    }

    /** The engine's {@code ln p(x|z)} for an output of the decoder. */
    private static double engine(TableEncoding encoding, double[] row, float[] output) {
        Graph graph = new Graph();
        int width = encoding.targetWidth();
        Node x = graph.input("x", Shape.of(width));
        Node given = graph.input("output", Shape.of(output.length));
        Likelihood likelihood = encoding.likelihood(COMPONENTS);
        Node result = likelihood
                .of(given, Shape.of(width), new Network(graph, "likelihood", Initialization.PYTORCH, false))
                .logDensity(x);
        float[] target = new float[width + 3];
        new RowCoder(encoding)
                .examples(TableRows.of(new double[][] {row}))
                .target()
                .read(0, target, 3);
        float[][] inputs = {Arrays.copyOfRange(target, 3, width + 3), output};
        Executor executor = Executor.forward(List.of(result), Parameters.zeros(graph.parameters()), 1, Workers.of(1));
        executor.run(
                (input, r, to, at) -> System.arraycopy(inputs[input], 0, to, at, inputs[input].length), 1, 1, 1, 0);
        return executor.value(result, 0, 0);
    }

    /** What the ends of intervals lose in single precision, as a part of their widths. */
    private static double rounding(TableEncoding encoding, double[] row) {
        double sum = 0;
        for (int i = 0; i < encoding.cells().size(); i++) {
            double value = row[encoding.columns().get(i)];
            if (encoding.cells().get(i) instanceof CellEncoding.Numbers numbers && !Double.isNaN(value)) {
                double lower = numbers.interval(value).lower();
                double upper = numbers.interval(value).upper();
                sum += (Math.ulp((float) lower) + Math.ulp((float) upper)) / (upper - lower);
            }
        }
        return sum;
    }

    @Tag("slow")
    @Test
    void theLogProbabilityOfARowIsThatOfTheEngineWithAndWithoutMissingCells() {
        Random random = new Random(1);
        TableEncoding encoding = encoding(random);
        int outputs = encoding.likelihood(COMPONENTS)
                .outputs(Shape.of(encoding.targetWidth()))
                .size();
        CellEncoding.Levels rare = (CellEncoding.Levels) encoding.cells().get(1);
        for (int trial = 0; trial < 300; trial++) {
            double[] row = {
                12 * random.nextGaussian(),
                random.nextInt(6),
                random.nextInt(12),
                Double.NaN,
                random.nextInt(2),
                trial % 7 == 0 ? 1e9 : 3
            };
            for (int j = 0; j < row.length; j++) {
                if (trial % 2 == 0 && random.nextDouble() < 0.5) {
                    row[j] = Double.NaN;
                }
            }
            float[] output = output(outputs, random, trial % 3 == 0 ? 3 : 1);
            Decoded decoded = decoded(encoding, output);
            // the engine knows the shared place of rare levels, not the level
            double level = Double.isNaN(row[1]) ? 0 : Math.log(rare.weights().get((int) row[1]));
            double actual = logProbability(encoding, decoded, row) - level;
            double expected = engine(encoding, row, output);
            double allowed = 1e-4 + 1e-4 * Math.abs(expected) + rounding(encoding, row);
            assertEquals(expected, actual, allowed, "trial " + trial + Arrays.toString(row));
            assertTrue(logProbability(encoding, decoded, row) <= 1e-9);
        }
        double[] nothing = new double[6];
        Arrays.fill(nothing, Double.NaN);
        float[] output = output(outputs, random, 1);
        assertEquals(0, logProbability(encoding, decoded(encoding, output), nothing));
        assertEquals(0, engine(encoding, nothing, output), 1e-4);
    }

    private static Decoded decoded(TableEncoding encoding, float[] output) {
        return new Decoded.Layout(encoding, COMPONENTS).decoded(output, 0);
    }

    /** Returns {@code ln p} of the observed cells of a row. */
    private static double logProbability(TableEncoding encoding, Decoded decoded, double[] row) {
        double sum = 0;
        for (int i = 0; i < decoded.count(); i++) {
            double value = row[encoding.columns().get(i)];
            sum += Double.isNaN(value) ? 0 : decoded.cell(i).logProbability(value);
        }
        return sum;
    }

    @Test
    void aTruncatedMixtureIsThatOfItsParts() {
        Random random = new Random(5);
        for (int trial = 0; trial < 200; trial++) {
            LogisticValue value = new LogisticMixture(5).value(output(15, random, 2), 0, 5);
            double lower = 8 * random.nextGaussian();
            double upper = lower + Math.exp(3 * random.nextGaussian());
            LogisticValue.Truncated range = value.truncated(lower, upper);
            double[] shares = io.elbo.math.LogSums.normalized(value.logMasses(lower, upper));
            double sum = 0;
            for (int k = 0; k < 5; k++) {
                assertEquals(shares[k], range.shares()[k], 1e-9, "trial " + trial);
                sum += range.shares()[k];
                for (double p : new double[] {1e-6, 0.1, 0.5, 0.99}) {
                    double expected = value.within(lower, upper, k, p);
                    assertEquals(expected, range.quantile(k, p), 1e-9 * Math.max(1, Math.abs(expected)));
                }
            }
            assertEquals(1, sum, 1e-12);
        }
    }

    @Test
    void theCellsOfACountSumToOne() {
        Random random = new Random(2);
        CellEncoding.Numbers numbers = CellEncoding.Numbers.of(new double[] {0, 0, 0, 1, 1, 2, 4, 7, 20});
        TableEncoding encoding = new TableEncoding(List.of(0), List.of(numbers));
        for (int trial = 0; trial < 20; trial++) {
            CellDistribution.Number p = (CellDistribution.Number)
                    decoded(encoding, output(9, random, 1)).cell(0);
            double below = Math.exp(p.logProbability(Double.NEGATIVE_INFINITY, -1001));
            double sum = below + Math.exp(p.logProbability(1001, Double.POSITIVE_INFINITY));
            for (int k = -1000; k <= 1000; k++) {
                double mass = Math.exp(p.logProbability(k));
                if (k % 100 == 0 || k > -5 && k < 30) {
                    assertEquals(below + mass / 2, p.cumulative(k), 1e-3, "below " + k);
                }
                below += mass;
                sum += mass;
            }
            assertEquals(1, sum, 2e-3);
        }
    }

    @Test
    void drawsOfANumberHaveTheProbabilitiesOfItsCellsAmongThoseSeen() {
        Random random = new Random(3);
        CellEncoding.Numbers numbers = CellEncoding.Numbers.of(new double[] {0, 0, 0, 1, 1, 2, 4, 7, 20});
        TableEncoding encoding = new TableEncoding(List.of(0), List.of(numbers));
        CellDistribution.Number p = (CellDistribution.Number)
                decoded(encoding, output(9, random, 0.5)).cell(0);
        int n = 100_000;
        int[] counts = new int[60];
        for (int i = 0; i < n; i++) {
            double value = p.draw(random.nextDouble(), random.nextDouble());
            assertTrue(value >= 0 && value <= 20, "" + value);
            int cell = (int) Math.rint(value) + 20;
            if (cell >= 0 && cell < 60) {
                counts[cell]++;
            }
        }
        double seen = p.logProbability(0, 20);
        double mean = 0;
        for (int cell = 0; cell < 60; cell++) {
            int value = cell - 20;
            double expected = value < 0 || value > 20 ? 0 : Math.exp(p.logProbability(value) - seen);
            mean += value * expected;
            double error = Math.sqrt(expected / n);
            assertEquals(expected, (double) counts[cell] / n, 5 * error + 1e-4, "at " + value);
        }
        assertEquals(mean, p.mean(), 0.1);
    }

    @Test
    void probabilitiesOfLevelsSumToOneAndDrawsHaveThem() {
        Random random = new Random(4);
        int[] wide = new int[500];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = i % 7;
        }
        int[][] columns = {
            {50, 1, 70, 2, 0, 9}, {5, 9}, {12}, {0, 3}, {1, 1, 1}, {0, 0, 0, 4}, {2, 100}, {0, 0, 8, 0}, wide, {1}
        };
        for (int[] counts : columns) {
            CellEncoding.Levels levels = CellEncoding.Levels.of(counts);
            assertTrue(levels.classes() >= 2 && levels.classes() <= 64);
            CellDistribution.Level p = CellDistribution.Level.of(levels, output(levels.classes(), random, 1), 0);
            double sum = 0;
            for (int level = 0; level < counts.length; level++) {
                assertTrue(p.probability(level) > 0, Arrays.toString(counts) + " level " + level);
                assertEquals(Math.log(p.probability(level)), p.logProbability(level), 1e-12);
                sum += p.probability(level);
            }
            assertEquals(1, sum, 1e-9);
            int n = 50_000;
            int[] drawn = new int[counts.length];
            for (int i = 0; i < n; i++) {
                drawn[(int) p.draw(random.nextDouble(), random.nextDouble())]++;
            }
            for (int level = 0; level < counts.length; level++) {
                double expected = p.probability(level);
                assertEquals(expected, (double) drawn[level] / n, 5 * Math.sqrt(expected / n) + 1e-4);
            }
        }
    }

    @Test
    void rareLevelsShareTheLastPlaceByTheirRows() {
        CellEncoding.Levels levels = CellEncoding.Levels.of(new int[] {50, 1, 70, 2, 0, 9});
        assertEquals(List.of(0, 3, 1, 3, 3, 2), levels.classOf());
        assertEquals(4, levels.classes());
        assertEquals(1.0, levels.weights().get(0));
        // half a row more for each of three
        assertEquals(1.5 / 4.5, levels.weights().get(1), 1e-12);
        assertEquals(2.5 / 4.5, levels.weights().get(3), 1e-12);
        assertEquals(0.5 / 4.5, levels.weights().get(4), 1e-12);
        assertEquals(List.of(4), levels.unseen());
        assertEquals(1, levels.rarest());
        // a single rare one has its own
        assertEquals(List.of(0, 1), CellEncoding.Levels.of(new int[] {1, 90}).classOf());
        int[] many = new int[100];
        Arrays.fill(many, 10);
        many[70] = 11;
        CellEncoding.Levels wide = CellEncoding.Levels.of(many);
        assertEquals(64, wide.classes());
        assertEquals(62, wide.classOf().get(70));
        assertEquals(37, wide.classOf().stream().filter(p -> p == 63).count());
    }

    @Test
    void levelsThatDoNotFitTogetherAreRefused() {
        List<Double> ones = List.of(1.0, 1.0);
        new CellEncoding.Levels(List.of(0, 1), ones, List.of(), 1, 2);
        Object[][] wrong = {
            {List.of(0, 1), ones, 3},
            {List.of(0, 1), ones, 1},
            {List.of(0, 1), ones, Integer.MAX_VALUE},
            {List.of(0, 2), ones, 3},
            {List.of(-1, 0), ones, 2},
            {List.of(0, 64), ones, 65},
            {List.of(0, 0), ones, 2},
            {List.of(0, 1), List.of(1.0), 2},
            {List.of(0, 1), List.of(1.0, Double.NaN), 2},
            {List.of(0, 1), List.of(1.0, -1.0), 2},
            {List.of(0, 0), List.of(1.0, 0.0), 2},
            {Arrays.asList(0, null), ones, 2},
            {List.of(0, 1), Arrays.asList(1.0, null), 2},
            {List.of(), List.of(), 2},
            {null, ones, 2},
            {List.of(0, 1), null, 2}
        };
        for (Object[] w : wrong) {
            @SuppressWarnings("unchecked")
            List<Integer> places = (List<Integer>) w[0];
            @SuppressWarnings("unchecked")
            List<Double> weights = (List<Double>) w[1];
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new CellEncoding.Levels(places, weights, List.of(), 0, (int) w[2]),
                    Arrays.toString(w));
        }
        for (List<Integer> unseen : Arrays.asList(List.of(2), List.of(-1), List.of(1, 0), List.of(0, 0), null)) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new CellEncoding.Levels(List.of(0, 1), ones, unseen, 0, 2),
                    "unseen " + unseen);
        }
        assertThrows(
                IllegalArgumentException.class, () -> new CellEncoding.Levels(List.of(0, 1), ones, List.of(), 2, 2));
    }
}
