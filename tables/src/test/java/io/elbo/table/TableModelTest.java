package io.elbo.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.training.TrainingListener;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * All uses of a model of a table whose distribution is known. Where the model does not reach the truth, bounds are a little beyond
 * what six trainings (other rows, other seeds) came to: a change of the model that goes beyond is one to be looked at.
 */
@Tag("slow")
class TableModelTest {
    private static final int FRESH = 600;

    private static TableModel model;
    private static double[][] fresh;

    @BeforeAll
    static void train() {
        double[][] rows = Truth.rows(2000, 1);
        lose(rows, 2);
        model = fit(rows, 0.9);
        fresh = Truth.rows(FRESH, 3);
    }

    private static TableModel fit(double[][] rows, double maskRate) {
        TableTraining usual = TableTraining.of(2000, 5);
        TableTraining shorter = new TableTraining(
                List.of(64), 4, 5, maskRate, usual.training().withEpochs(100).withLearningRate(3e-3));
        return TableModel.fit(
                Truth.SCHEMA, rows, TableSpec.of(rows.length, 5).withModel(shorter), TrainingListener.NONE, 2);
    }

    private static void lose(double[][] rows, long seed) {
        Random random = new Random(seed);
        for (double[] row : rows) {
            for (int j = 0; j < Truth.NAME; j++) {
                if (random.nextDouble() < 0.05) {
                    row[j] = Double.NaN;
                }
            }
        }
    }

    private static Imputation without(int column, ImputationOptions options) {
        double[][] rows = Truth.copy(fresh);
        for (double[] row : rows) {
            row[column] = Double.NaN;
        }
        return model.impute(rows, options);
    }

    private static double rootMeanSquare(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]) / a.length;
        }
        return Math.sqrt(sum);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double deviation(double[] values) {
        double[] means = new double[values.length];
        Arrays.fill(means, mean(values));
        return rootMeanSquare(values, means);
    }

    private static double correlation(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - mean(a)) * (b[i] - mean(b)) / a.length;
        }
        return sum / deviation(a) / deviation(b);
    }

    @Test
    void aNumberThatFollowsFromAnotherIsFilledInFarBetterThanByTheMean() {
        Imputation imputation = without(Truth.Y, ImputationOptions.defaults());
        double[] truth = Truth.column(fresh, Truth.Y);
        double error = rootMeanSquare(Truth.column(imputation.single(), Truth.Y), truth);
        // the best possible is 0.2, six trainings had 0.195 to 0.208; the mean's error is 2
        assertEquals(Truth.ERROR, error, 0.02);
        // of pure noise nothing better than the mean is possible
        double[] noise = Truth.column(fresh, Truth.NOISE);
        double guess = rootMeanSquare(
                Truth.column(without(Truth.NOISE, ImputationOptions.defaults()).single(), Truth.NOISE), noise);
        assertEquals(1, guess / deviation(noise), 0.1);
    }

    @Test
    void aLevelThatFollowsFromANumberIsFilledIn() {
        Imputation imputation = without(Truth.SIGN, new ImputationOptions(50, 0, 0.9, 1));
        int right = 0;
        for (int i = 0; i < FRESH; i++) {
            right += imputation.single()[i][Truth.SIGN] == fresh[i][Truth.SIGN] ? 1 : 0;
            assertTrue(Double.isNaN(imputation.lower()[i][Truth.SIGN]));
        }
        // the best possible is 0.9, of which the standard error is 0.012; three trainings had 0.875 to 0.882
        assertEquals(0.88, (double) right / FRESH, 0.03);
    }

    @Test
    void intervalsHoldWhatTheyShould() {
        for (int column : new int[] {Truth.X, Truth.Y, Truth.NOISE}) {
            Imputation imputation = without(column, new ImputationOptions(50, 0, 0.9, 2));
            double held = 0;
            for (int i = 0; i < FRESH; i++) {
                double value = fresh[i][column];
                held += imputation.lower()[i][column] <= value
                                && value <= imputation.upper()[i][column]
                        ? 1
                        : 0;
            }
            // rows that lose most cells while it learns make what follows from another cell wider than it is;
            // six trainings had 0.928 to 0.962, of noise 0.898 to 0.912; the standard error is 0.012
            assertEquals(column == Truth.NOISE ? 0.9 : 0.945, held / FRESH, 0.04, "column " + column);
        }
    }

    @Test
    void multipleImputationsVaryAsTheTruthAndKeepWhatWasThere() {
        double[][] rows = Truth.copy(fresh);
        for (int i = 0; i < FRESH; i++) {
            rows[i][i % 2 == 0 ? Truth.NOISE : Truth.Y] = Double.NaN;
        }
        Imputation imputation = model.impute(rows, new ImputationOptions(50, 5, 0.9, 3));
        double[] spread = new double[2];
        for (int i = 0; i < FRESH; i++) {
            int missing = i % 2 == 0 ? Truth.NOISE : Truth.Y;
            double[] drawn = new double[5];
            for (int d = 0; d < 5; d++) {
                for (int j = 0; j < rows[i].length; j++) {
                    if (j != missing) {
                        long bits = Double.doubleToRawLongBits(rows[i][j]);
                        assertEquals(bits, Double.doubleToRawLongBits(imputation.draws()[d][i][j]));
                        assertEquals(bits, Double.doubleToRawLongBits(imputation.single()[i][j]));
                        assertTrue(Double.isNaN(imputation.upper()[i][j]));
                    }
                }
                drawn[d] = imputation.draws()[d][i][missing];
            }
            // the variance of five draws has the divisor 4
            spread[i % 2] += Math.pow(deviation(drawn), 2) * 5 / 4 / (FRESH / 2);
        }
        assertEquals(1, Math.sqrt(spread[0]), 0.1);
        // the truth is 0.2; too wide, see intervalsHoldWhatTheyShould: six trainings had 0.223 to 0.262
        assertEquals(0.24, Math.sqrt(spread[1]), 0.04);
    }

    @Test
    void drawnRowsHaveTheMomentsAndSharesOfTheTable() {
        double[][] all = model.synthesize(8000, 4);
        double[][] drawn = Arrays.stream(all)
                .filter(row -> Arrays.stream(row, 0, Truth.NAME).noneMatch(Double::isNaN))
                .toArray(double[][]::new);
        assertEquals(Math.pow(0.95, 5), drawn.length / 8000.0, 0.05);
        double[] x = Truth.column(drawn, Truth.X);
        double[] y = Truth.column(drawn, Truth.Y);
        double[] noise = Truth.column(drawn, Truth.NOISE);
        double[] sign = Truth.column(drawn, Truth.SIGN);
        assertEquals(0, mean(x), 0.1);
        assertEquals(0, mean(y), 0.2);
        assertEquals(0, mean(noise), 0.1);
        assertEquals(1, deviation(x), 0.15);
        assertEquals(2, deviation(y), 0.3);
        assertEquals(1, deviation(noise), 0.15);
        // of the table 0.9950; hidden cells loosen what belongs together: three draws of each of six trainings
        // had 0.9915 to 0.9936. After 30 epochs and not 100 it is 0.985, with 6 hidden units and not 64 0.987
        assertEquals(2 / Math.sqrt(4.04), correlation(x, y), 0.005);
        assertEquals(0, correlation(x, noise), 0.1);
        // of x and its sign 0.798, of which 0.8 is left; 0.585 to 0.654
        assertEquals(0.638, correlation(x, sign), 0.08);
        assertEquals(0.5, mean(sign), 0.05);
        assertEquals(1, mean(Truth.column(drawn, Truth.COUNT)), 0.2);
        for (double[] row : drawn) {
            assertTrue(Double.isNaN(row[Truth.NAME]));
        }
        // "never" has its half a row at most, of 2000
        assertTrue(Arrays.stream(sign).filter(level -> level == 2).count() < 20);
    }

    @Test
    void aModelThatLearnedFromWholeRowsDrawsWhatBelongsTogether() {
        double[][] drawn = fit(Truth.rows(2000, 1), 0).synthesize(4000, 4);
        double[] x = Truth.column(drawn, Truth.X);
        double[] y = Truth.column(drawn, Truth.Y);
        double[] error = new double[x.length];
        Arrays.setAll(error, i -> y[i] - 2 * x[i]);
        assertEquals(2 / Math.sqrt(4.04), correlation(x, y), 0.01);
        assertEquals(Truth.ERROR, deviation(error), 0.08);
        assertEquals(0.638, correlation(x, Truth.column(drawn, Truth.SIGN)), 0.1);
    }

    @Test
    void nothingIsAsLikelyAsItIs() {
        double[][] nothing = new double[1][6];
        Arrays.fill(nothing[0], Double.NaN);
        assertEquals(0, model.logLikelihood(nothing, 2000, 1)[0], 0.1);
    }

    @Test
    void realRowsAreLikelierThanRowsOfWhichColumnsWereShuffled() {
        double[][] shuffled = Truth.copy(fresh);
        for (int i = 0; i < FRESH; i++) {
            shuffled[i][Truth.Y] = fresh[(i + 1) % FRESH][Truth.Y];
        }
        double real = mean(model.logLikelihood(fresh, 50, 5));
        double other = mean(model.logLikelihood(shuffled, 50, 5));
        // six trainings had 14.2 to 16.6
        assertTrue(real > other + 10, real + " and " + other);
        double[][] halves = Truth.copy(fresh);
        for (double[] row : halves) {
            row[Truth.NOISE] = Double.NaN;
            row[Truth.COUNT] = Double.NaN;
        }
        assertTrue(mean(model.logLikelihood(halves, 50, 5)) > real);
        // a level that no row of the training has is not impossible
        double[][] never = Truth.copy(fresh);
        for (double[] row : never) {
            row[Truth.SIGN] = 2;
        }
        double[] unlikely = model.logLikelihood(never, 10, 5);
        assertTrue(Double.isFinite(mean(unlikely)) && mean(unlikely) < real);
    }

    @Test
    void aRowsScoreIsItsOwnWhateverIsScoredWithIt() {
        double[][] rows = Truth.rows(300, 77);
        rows[5][Truth.COUNT] = Double.NaN;
        TableModel model = Truth.small(Truth.SCHEMA, rows, 2);
        double[] together = model.score(rows).score();
        for (int i : new int[] {0, 5, 127, 128, 299}) {
            assertEquals(together[i], model.score(new double[][] {rows[i]}).score()[0]);
            assertEquals(together[i], model.score(rows[3], rows[i]).score()[1]);
        }
    }

    @Test
    void pValuesOfFreshRowsAreEvenAndThoseOfOutliersSmall() {
        double[][] many = Truth.rows(2000, 6);
        lose(many, 7);
        TableScores scores = model.score(many);
        for (double level : new double[] {0.05, 0.1, 0.25, 0.5, 0.75}) {
            double rate = Arrays.stream(scores.pValue()).filter(p -> p <= level).count() / 2000.0;
            // of 400 rows to compare with, and 2000 fresh ones: three standard errors
            double allowed = 3 * Math.sqrt(level * (1 - level) * (1 / 400.0 + 1 / 2000.0)) + 0.01;
            assertEquals(level, rate, allowed);
        }
        assertEquals(400, model.calibrationRows());
        double[][] outliers = Truth.copy(Arrays.copyOf(fresh, 60));
        for (int i = 0; i < outliers.length; i++) {
            outliers[i][Truth.X] = 30;
            outliers[i][Truth.Y] = -70;
            outliers[i][Truth.NOISE] = i % 2 == 0 ? 40 : 1e308;
        }
        double[] p = model.score(outliers).pValue();
        assertTrue(Arrays.stream(p).allMatch(v -> v < 0.005), Arrays.toString(p));
    }

    @Test
    void aRowThatBreaksACloseRelationIsStrangeThoughEachOfItsCellsIsOrdinary() {
        double[][] broken = Truth.copy(Arrays.copyOf(fresh, 100));
        for (double[] row : broken) {
            row[Truth.Y] += row[Truth.Y] > 0 ? -15 * Truth.ERROR : 15 * Truth.ERROR;
        }
        double[] p = model.score(broken).pValue();
        long found = Arrays.stream(p).filter(v -> v <= 0.01).count();
        assertTrue(found >= 95, found + " of 100 found");
    }

    @Test
    void theCellThatWasChangedIsNamedFirstWithAnIntervalThatHoldsWhatWasThere() {
        int first = 0;
        int holds = 0;
        int trials = 100;
        for (int i = 0; i < trials; i++) {
            double[] row = fresh[i].clone();
            int column = i % 2 == 0 ? Truth.NOISE : Truth.COUNT;
            double before = row[column];
            row[column] = i % 2 == 0 ? 9 : 40;
            List<CellSurprise> cells = model.explain(row, 50, 7);
            assertEquals(5, cells.size());
            for (int j = 1; j < cells.size(); j++) {
                assertTrue(cells.get(j).surprise() <= cells.get(j - 1).surprise());
            }
            CellSurprise most = cells.get(0);
            if (most.column().equals(column == Truth.NOISE ? "noise" : "count")) {
                first++;
                holds += most.lower() <= before && before <= most.upper() ? 1 : 0;
                assertEquals(row[column], most.value());
            }
        }
        assertTrue(first >= 95, first + " first");
        assertTrue(holds >= 0.82 * first, holds + " held");
    }

    @Test
    void aChangedCellThatContradictsAnotherIsAmongThoseTwo() {
        int found = 0;
        for (int i = 0; i < 50; i++) {
            double[] row = fresh[i].clone();
            row[Truth.Y] += row[Truth.Y] > 0 ? -3 : 3;
            String most = model.explain(row, 50, 8).get(0).column();
            found += most.equals("x") || most.equals("y") ? 1 : 0;
        }
        assertTrue(found >= 45, found + " found");
    }

    @Test
    void surprisesOfOrdinaryRowsAreThoseOfEvenProbabilities() {
        // -ln of an even number has the mean 1; half of a cell's own probability is counted, so that counts have less
        double[] sums = new double[5];
        for (int i = 0; i < 300; i++) {
            for (CellSurprise cell : model.explain(fresh[i], 50, 9)) {
                sums[Truth.SCHEMA.names().indexOf(cell.column())] += cell.surprise() / 300;
            }
        }
        // intervals of what follows from another cell are too wide, not too narrow: six trainings had 0.72 to 0.98
        assertEquals(0.85, sums[Truth.X], 0.2);
        assertEquals(0.85, sums[Truth.Y], 0.2);
        assertEquals(1, sums[Truth.NOISE], 0.15);
        // 0.88 to 0.92, and of a level that is right in 9 of 10 rows 0.24 to 0.29
        assertEquals(0.9, sums[Truth.COUNT], 0.1);
        assertEquals(0.265, sums[Truth.SIGN], 0.08);
    }
}
