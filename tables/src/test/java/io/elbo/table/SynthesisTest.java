package io.elbo.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.statistics.boosting.BoostingOptions;
import io.elbo.statistics.boosting.HistogramBoosting;
import io.elbo.statistics.measure.Ranking;
import io.elbo.test.Failures;
import io.elbo.training.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows of a table whose distribution is known; in a fifth of them noise and count are missing together, where x is above 0. */
@Tag("slow")
class SynthesisTest {
    private static final int ROWS = 2000;

    private static double[][] table;
    private static TableModel model;
    private static double[][] drawn;

    private static double[][] rows(int n, long seed) {
        double[][] rows = Truth.rows(n, seed);
        Random random = new Random(seed + 1000);
        for (double[] row : rows) {
            if (row[Truth.X] > 0 && random.nextDouble() < 0.4) {
                row[Truth.NOISE] = Double.NaN;
                row[Truth.COUNT] = Double.NaN;
            }
        }
        return rows;
    }

    @BeforeAll
    static void train() {
        table = rows(ROWS, 1);
        TableTraining usual = TableTraining.of(ROWS, 5);
        TableTraining shorter = new TableTraining(
                List.of(64), 4, 5, 0.9, usual.training().withEpochs(50).withLearningRate(3e-3));
        model = TableModel.fit(Truth.SCHEMA, table, TableSpec.of(ROWS, 5).withModel(shorter), TrainingListener.NONE, 2);
        drawn = model.synthesize(12_000, 5);
    }

    private static double[][] where(double[][] rows, Predicate<double[]> which) {
        return Arrays.stream(rows).filter(which).toArray(double[][]::new);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /** The squared standard error of a mean. */
    private static double error(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length / values.length;
    }

    private static void sameMean(double[][] chosen, double[][] conditional, int column) {
        double[] a = Truth.column(chosen, column);
        double[] b = Truth.column(conditional, column);
        // four standard errors, and a tenth of one standard deviation for what 32 candidates cannot reach
        double spread = Math.sqrt(error(a) * a.length);
        assertEquals(mean(a), mean(b), 4 * Math.sqrt(error(a) + error(b)) + 0.1 * spread, "column " + column);
    }

    @Test
    void rowsUnderConditionsAreDistributedAsThoseOfAllRowsThatMeetThem() {
        double[][] plus = model.synthesize(1000, 6, List.of(new Condition("sign", 1, 1)));
        double[][] chosenPlus = where(drawn, r -> r[Truth.SIGN] == 1);
        sameMean(chosenPlus, plus, Truth.X);
        sameMean(chosenPlus, plus, Truth.Y);
        double[][] between = model.synthesize(1000, 7, List.of(new Condition("y", 1, 2)));
        double[][] chosenBetween = where(drawn, r -> r[Truth.Y] >= 1 && r[Truth.Y] <= 2);
        sameMean(chosenBetween, between, Truth.Y);
        sameMean(chosenBetween, between, Truth.X);
        sameMean(chosenBetween, between, Truth.SIGN);
        double[][] tail = model.synthesize(1000, 8, List.of(new Condition("x", 1.5, Double.POSITIVE_INFINITY)));
        sameMean(where(drawn, r -> r[Truth.X] >= 1.5), tail, Truth.Y);
        double[][] both = model.synthesize(
                1000, 9, List.of(new Condition("sign", 0, 0), new Condition("x", 0, Double.POSITIVE_INFINITY)));
        double[][] chosenBoth = where(drawn, r -> r[Truth.SIGN] == 0 && r[Truth.X] >= 0);
        sameMean(chosenBoth, both, Truth.X);
        sameMean(chosenBoth, both, Truth.Y);
    }

    @Test
    void rowsUnderConditionsHaveTheMeansOfTheTruth() {
        double[][] plus = model.synthesize(1000, 6, List.of(new Condition("sign", 1, 1)));
        // 0.8 E|x|, standard error 0.025
        assertEquals(0.8 * Math.sqrt(2 / Math.PI), mean(Truth.column(plus, Truth.X)), 0.1);
        double[][] at = model.synthesize(1000, 7, List.of(new Condition("x", 1, 1)));
        // standard error of the truth 0.007
        assertEquals(2, mean(Truth.column(at, Truth.Y)), 0.15);
        // standard error 0.01
        assertEquals(0.9, mean(Truth.column(at, Truth.SIGN)), 0.05);
    }

    @Test
    void partsAreThoseOfTheWhole() {
        double[][] part = model.synthesize(7000, 300, 5, List.of());
        assertArrayEquals(Arrays.copyOfRange(drawn, 7000, 7300), part);
        List<Condition> plus = List.of(new Condition("sign", 1, 1));
        double[][] whole = model.synthesize(200, 6, plus);
        assertArrayEquals(Arrays.copyOfRange(whole, 45, 145), model.synthesize(45, 100, 6, plus));
    }

    @Test
    void whatIsGivenIsInEveryRow() {
        List<Condition> conditions =
                List.of(new Condition("y", -0.25, 0.5), new Condition("sign", 0, 0), new Condition("count", 3, 3));
        for (double[] row : model.synthesize(500, 9, conditions)) {
            assertTrue(row[Truth.Y] >= -0.25 && row[Truth.Y] <= 0.5, "y " + row[Truth.Y]);
            assertEquals(0, row[Truth.SIGN]);
            assertEquals(3, row[Truth.COUNT]);
        }
        // where the table has little
        for (double[] row : model.synthesize(20, 9, List.of(new Condition("x", 2.9, 2e6)))) {
            assertTrue(row[Truth.X] >= 2.9 && row[Truth.X] <= 2e6, "x " + row[Truth.X]);
        }
        Failures.refused(
                () -> model.synthesize(20, 9, List.of(new Condition("x", 1e6, 2e6))), "'x'", "no row of the table");
    }

    @Test
    void rowsDependNeitherOnThreadsNorOnHowManyThereAre() {
        List<Condition> conditions = List.of(new Condition("y", -1, 0.5));
        ForkJoinPool alone = new ForkJoinPool(1);
        assertArrayEquals(
                Arrays.copyOf(drawn, 1500),
                alone.submit(() -> model.synthesize(1500, 5)).join());
        assertArrayEquals(
                alone.submit(() -> model.synthesize(70, 5, conditions)).join(),
                Arrays.copyOf(model.synthesize(100, 5, conditions), 70));
        alone.shutdown();
    }

    @Test
    void gapsAreWhereTheTableHasThem() {
        int both = 0;
        int above = 0;
        for (double[] row : drawn) {
            assertEquals(Double.isNaN(row[Truth.NOISE]), Double.isNaN(row[Truth.COUNT]));
            both += Double.isNaN(row[Truth.NOISE]) ? 1 : 0;
            above += Double.isNaN(row[Truth.NOISE]) && row[Truth.X] > 0 ? 1 : 0;
        }
        // standard error of the table's share 0.007
        assertEquals(0.2, (double) both / drawn.length, 0.04);
        // of the table all, without the correction half
        assertTrue(above > 0.85 * both, above + " of " + both);
    }

    private static double detection(double[][] rows) {
        double[][] fresh = rows(2 * ROWS, 77);
        List<double[]> learned = new ArrayList<>();
        List<double[]> tested = new ArrayList<>();
        for (int i = 0; i < 2 * ROWS; i++) {
            (i < ROWS ? learned : tested).add(Arrays.copyOf(fresh[i], Truth.NAME));
            (i < ROWS ? learned : tested).add(Arrays.copyOf(rows[i], Truth.NAME));
        }
        double[] real = new double[2 * ROWS];
        boolean[] isReal = new boolean[2 * ROWS];
        for (int i = 0; i < real.length; i += 2) {
            real[i] = 1;
            isReal[i] = true;
        }
        HistogramBoosting trees = HistogramBoosting.fit(
                learned.toArray(new double[0][]),
                new int[] {0, 0, 3, 0, 0},
                real,
                HistogramBoosting.Loss.LOGISTIC,
                BoostingOptions.defaults());
        return Ranking.auroc(trees.of(tested.toArray(new double[0][])), isReal);
    }

    @Test
    void theCorrectionMakesRowsHarderToTellFromTheTables() {
        Synthesizer own = model.synthesizer();
        LatentDraws latents = new LatentDraws(
                model.vae().networks(), model.encoding(), model.spec().model().components());
        Synthesizer plain = new Synthesizer(
                Truth.SCHEMA,
                model.encoding(),
                latents,
                own.missingness(),
                RowRules.none(Truth.SCHEMA),
                DensityRatio.NONE);
        double without = detection(plain.rows(2 * ROWS, 5));
        double with = detection(drawn);
        // above 1/2 by half as much at most; standard error 0.01
        assertTrue(with - 0.5 < 0.5 * (without - 0.5), with + " with, " + without + " without");
    }

    @Test
    void conditionsAreReadAsTheTableIsWritten() {
        assertEquals(new Condition("sign", 1, 1), Condition.parse(Truth.SCHEMA, "sign=plus"));
        assertEquals(new Condition("x", -1.5, -1.5), Condition.parse(Truth.SCHEMA, "x=-1.5"));
        assertEquals(new Condition("x", -1.5, 2), Condition.parse(Truth.SCHEMA, "x=-1.5..2"));
        assertEquals(new Condition("x", -1.5, Double.POSITIVE_INFINITY), Condition.parse(Truth.SCHEMA, "x=-1.5.."));
        assertEquals(new Condition("count", Double.NEGATIVE_INFINITY, 4), Condition.parse(Truth.SCHEMA, "count=..4"));
        Failures.refused(() -> Condition.parse(Truth.SCHEMA, "x"), "'x' is no condition", "COLUMN=VALUE");
        Failures.refused(() -> Condition.parse(Truth.SCHEMA, "=3"), "'=3' is no condition");
        Failures.refused(() -> Condition.parse(Truth.SCHEMA, "z=3"), "no column 'z'", "sign");
        Failures.refused(() -> Condition.parse(Truth.SCHEMA, "name=a"), "'name' takes no part", "identifier");
        Failures.refused(() -> Condition.parse(Truth.SCHEMA, "sign=up"), "'up'", "not one of", "plus");
        Failures.refused(() -> Condition.parse(Truth.SCHEMA, "sign=minus..plus"), "'minus..plus'", "not one of");
        Failures.refused(() -> Condition.parse(Truth.SCHEMA, "x=abc"), "'abc' is not a number");
        assertEquals(Condition.missing("x"), Condition.parse(Truth.SCHEMA, "x="));
        Failures.refused(() -> Condition.parse(Truth.SCHEMA, "x=2..1"), "from 2 to 1 is no interval");
        Failures.refused(() -> Condition.parse(Truth.SCHEMA, "x=.."), "no interval");
        Failures.refused(() -> Condition.parse(Truth.SCHEMA, "count=1.5"), "'1.5' is not a whole number");
        Failures.rejected(() -> new Condition("x", 2, 1), "must be an interval");
        Condition one = new Condition("x", 1, 1);
        Failures.refused(() -> model.synthesize(3, 1, List.of(one, one)), "'x' has two conditions");
        Failures.refused(() -> model.synthesize(3, 1, List.of(new Condition("z", 1, 1))), "no column 'z'");
        Failures.refused(() -> model.synthesize(3, 1, List.of(new Condition("name", 1, 1))), "'name' takes no part");
        Failures.refused(() -> model.synthesize(3, 1, List.of(new Condition("sign", 0, 1))), "is no level");
        Failures.refused(() -> model.synthesize(3, 1, List.of(new Condition("sign", 3, 3))), "is no level");
    }
}
