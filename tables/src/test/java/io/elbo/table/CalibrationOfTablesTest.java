package io.elbo.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.table.Column;
import io.elbo.data.table.ColumnType;
import io.elbo.data.table.NumberStyle;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableRows;
import io.elbo.training.TrainingListener;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** New rows of the same kind as those of a training: no more of them are called anomalies than was promised. */
class CalibrationOfTablesTest {
    private static final int NEW = 200;

    /**
     * A kind of table.
     *
     * @param decimals of its amounts
     * @param levels of its category
     */
    private record Kind(int decimals, boolean heavy, int levels) {
        Schema schema() {
            List<String> names =
                    IntStream.range(0, levels).mapToObj(i -> "l" + i).toList();
            List<String> empty = List.of("");
            return new Schema(List.of(
                    new Column("age", new ColumnType.Count(NumberStyle.WHOLE), empty),
                    new Column("amount", new ColumnType.Real(NumberStyle.SHORTEST), empty),
                    new Column("level", new ColumnType.Category(names), empty),
                    new Column("ratio", new ColumnType.Real(NumberStyle.SHORTEST), empty)));
        }

        double[][] rows(int n, Random random) {
            double scale = Math.pow(10, decimals);
            double[][] rows = new double[n][];
            for (int i = 0; i < n; i++) {
                double age = Math.rint(Math.max(18, 45 + 12 * random.nextGaussian()));
                double amount = heavy
                        ? 500 * Math.pow(1 - random.nextDouble(), -1 / 1.5)
                        : 20_000 + 300 * age + 5000 * random.nextGaussian();
                double level = Math.min(levels - 1, Math.floor(levels * Math.pow(random.nextDouble(), 2)));
                double ratio = random.nextInt(8) == 0 ? Double.NaN : age / 50 + random.nextGaussian();
                rows[i] = new double[] {age, Math.rint(amount * scale) / scale, level, ratio};
            }
            return rows;
        }
    }

    private static double[] pValues(Kind kind, int n, int seed) {
        Random random = new Random(31L * seed + n);
        double[][] rows = kind.rows(n, random);
        TableScorer scorer = fit(kind, rows, seed);
        return scorer.score(kind.rows(NEW, random)).pValue();
    }

    /** Over trainings; the error is theirs, as all new rows are compared with the same ones. */
    private static void check(Kind kind, int n, int runs, double rate) {
        double[] shares = new double[runs];
        double[] first = new double[runs];
        for (int run = 0; run < runs; run++) {
            double[] p = pValues(kind, n, run);
            shares[run] = Arrays.stream(p).filter(v -> v <= rate).count() / (double) NEW;
            first[run] = p[0];
        }
        double mean = Arrays.stream(shares).average().orElseThrow();
        double deviation = Math.sqrt(rate * (1 - rate) * (1.0 / n + 1.0 / NEW) / runs);
        String what = kind + ", " + n + " rows: " + mean;
        assertTrue(mean <= rate + 4 * deviation, what);
        assertTrue(mean >= rate / 3 - 4 * deviation, "hardly ever called: " + what);
        // Kolmogorov and Smirnov, at a level of 1 in 1000; p-values have steps of 1 / (n + 1)
        Arrays.sort(first);
        double distance = 0;
        for (int i = 0; i < runs; i++) {
            distance = Math.max(distance, Math.abs(first[i] - (i + 0.5) / runs) - 0.5 / runs);
        }
        assertTrue(distance <= 1.95 / Math.sqrt(runs) + 1.0 / (n + 1), what + ": p-values " + Arrays.toString(first));
    }

    @Test
    void ofNewRowsNoMoreThanPromisedAreCalledAnomaliesThoughTheTableIsShort() {
        check(new Kind(2, false, 5), 60, 3, 0.1);
    }

    @Test
    @Tag("slow")
    void theShareOfNewRowsThatAreCalledAnomaliesIsThePromisedOneForAllKindsAndSizes() {
        List<Kind> kinds =
                List.of(new Kind(0, false, 4), new Kind(2, true, 5), new Kind(15, false, 60), new Kind(6, true, 200));
        for (Kind kind : kinds) {
            check(kind, 20, 12, 0.1);
            check(kind, 150, 4, 0.1);
        }
        check(kinds.get(0), 500, 3, 0.1);
        check(kinds.get(1), 2000, 4, 0.05);
        check(kinds.get(3), 2000, 4, 0.05);
    }

    private static TableScorer fit(Kind kind, double[][] rows, long seed) {
        return TableScorer.fit(
                kind.schema(),
                TableRows.of(rows),
                // one VAE a fold: how many there are changes the scores, and not what is compared with what
                new ScorerSpec(ScorerSpec.of(rows.length).folds(), 1),
                seed,
                TableStages.inMemory(TrainingListener.NONE, 2));
    }

    @Test
    void eachRowOfAShortTableIsHeldOutOnceAndThoseOfALongOneAFifth() {
        for (int n : new int[] {2, 3, 20, 999}) {
            List<int[]> folds = TableScorer.heldOut(n, ScorerSpec.of(n).folds(), 5);
            assertEquals(
                    IntStream.range(0, n).boxed().toList(),
                    folds.stream().flatMapToInt(Arrays::stream).sorted().boxed().toList());
        }
        assertEquals(200, TableScorer.heldOut(1000, 1, 5).get(0).length);
        assertEquals(2000, TableScorer.heldOut(1_000_000, 1, 5).get(0).length);
    }

    @Test
    void theFewestRowsGiveScores() {
        Kind kind = new Kind(1, false, 3);
        for (int n : new int[] {2, 3, 5}) {
            double[][] rows = kind.rows(n, new Random(n));
            TableScorer scorer = fit(kind, rows, 1);
            assertEquals(n, scorer.heldOut());
            double[] pValues = scorer.score(rows).pValue();
            assertEquals(n, pValues.length);
            for (double p : pValues) {
                assertTrue(p >= 1.0 / (n + 1) && p <= 1, "" + p);
            }
        }
    }
}
