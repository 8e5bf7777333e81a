package io.elbo.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.table.Column;
import io.elbo.data.table.ColumnType;
import io.elbo.data.table.NumberStyle;
import io.elbo.data.table.Schema;
import io.elbo.test.Failures;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tables that are small, wide, far or empty. */
@Tag("slow")
class TableEdgesTest {
    private static final ColumnType REAL = new ColumnType.Real(NumberStyle.SHORTEST);

    private static Column column(String name, ColumnType type) {
        return new Column(name, type, List.of(""));
    }

    private static final Schema SCHEMA = new Schema(List.of(
            column("huge", REAL),
            column("tiny", REAL),
            column("empty", REAL),
            column("equal", REAL),
            column("big whole", new ColumnType.Count(NumberStyle.WHOLE)),
            column("date", new ColumnType.DateTime("uuuu-MM-dd")),
            column(
                    "wide",
                    new ColumnType.Category(
                            IntStream.range(0, 500).mapToObj(i -> "level " + i).toList())),
            column("one", new ColumnType.Category(List.of("only"))),
            column("no level", new ColumnType.Ordinal(List.of("a", "b"))),
            column("flag", new ColumnType.Flag("no", "yes")),
            column("constant", new ColumnType.Constant("c"))));

    private static double[][] rows(int n) {
        Random random = new Random(1);
        double[] huge = {1e308, -1e308, 0, -0.0, Double.MAX_VALUE, 1};
        double[] tiny = {Double.MIN_VALUE, -Double.MIN_VALUE, 0, -0.0, 1e-310};
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = new double[] {
                huge[i % 6],
                tiny[i % 5],
                Double.NaN,
                7,
                9007199254740992.0 + 2 * (i % 4),
                86_400.0 * random.nextInt(20_000),
                random.nextInt(500),
                i == 1 ? Double.NaN : 0,
                Double.NaN,
                i % 2,
                0
            };
        }
        return rows;
    }

    private static void works(TableModel model, double[][] rows) {
        double[][] probes = Arrays.copyOf(rows, rows.length + 3);
        probes[rows.length] = rows[0].clone();
        Arrays.fill(probes[rows.length], Double.NaN);
        probes[rows.length + 1] =
                new double[] {-Double.MAX_VALUE, Double.MAX_VALUE, 4, -1e308, 0, -1e300, 499, 0, 1, 0, 0};
        probes[rows.length + 2] = new double[] {-0.0, -0.0, -0.0, -0.0, -0.0, -0.0, -0.0, -0.0, -0.0, -0.0, -0.0};
        TableScores scores = model.score(probes);
        double[] logs = model.logLikelihood(probes, 5, 1);
        for (int i = 0; i < probes.length; i++) {
            assertTrue(Double.isFinite(scores.score()[i]), "score of row " + i);
            assertTrue(scores.pValue()[i] > 0 && scores.pValue()[i] <= 1);
            assertTrue(Double.isFinite(logs[i]), "row " + i + ": " + logs[i]);
            for (CellSurprise cell : model.explain(probes[i], 5, 1)) {
                boolean finite = Double.isFinite(cell.surprise()) && Double.isFinite(cell.expected());
                assertTrue(cell.surprise() >= 0 && finite, cell.toString());
            }
        }
        // the first row misses "empty" and "no level" only, of which no row has a value
        assertEquals(
                model.encoding().columns().size(),
                model.explain(probes[0], 5, 1).size());
        // by what was held out of the training, a row of 1e308s is as strange as any
        assertEquals(Arrays.stream(scores.pValue()).min().orElseThrow(), scores.pValue()[rows.length + 1]);
        Imputation imputation = model.impute(probes, new ImputationOptions(5, 2, 0.9, 1));
        assertEquals(probes.length, imputation.single().length);
        for (double[] row : imputation.single()) {
            for (int column : model.encoding().columns()) {
                assertTrue(Double.isFinite(row[column]), "column " + column);
            }
        }
        for (double[] row : model.synthesize(100, 1)) {
            for (int column : model.encoding().columns()) {
                assertTrue(!Double.isInfinite(row[column]), "column " + column);
            }
            assertTrue(Double.isNaN(row[7]) || row[7] == 0, "the only level");
        }
    }

    @Test
    void columnsOfAnyKindAndMagnitudeGiveFiniteNumbers() {
        double[][] rows = rows(40);
        TableModel model = Truth.small(SCHEMA, rows, 2);
        assertEquals(List.of(0, 1, 3, 4, 5, 6, 7, 9), model.encoding().columns());
        works(model, rows);
        // what a row scores does not depend on the company it is in, if it is the first
        double[][] alone = {rows[0]};
        assertEquals(model.score(rows).score()[0], model.score(alone).score()[0]);
        assertEquals(model.logLikelihood(rows, 5, 3)[0], model.logLikelihood(alone, 5, 3)[0]);
        assertArrayEquals(model.encode(rows)[0], model.encode(alone)[0]);
        assertEquals(0, model.score().score().length);
        assertEquals(
                0, model.impute(new double[0][], ImputationOptions.defaults()).single().length);
    }

    @Test
    void twoRowsAreEnough() {
        works(Truth.small(SCHEMA, rows(2), 1), rows(2));
    }

    @Test
    void tablesAndRowsThatDoNotFitAreRefused() {
        Failures.refused(() -> Truth.small(SCHEMA, rows(1), 1), "1 rows", "two");
        Failures.refused(() -> Truth.small(SCHEMA, new double[0][], 1), "0 rows");
        double[][] nothing = rows(5);
        for (double[] row : nothing) {
            Arrays.fill(row, Double.NaN);
        }
        Failures.refused(() -> Truth.small(SCHEMA, nothing, 1), "no column");
        Object[][] cells = {
            {6, 500.0, "0 to 499"},
            {6, -1.0, "0 to 499"},
            {7, 0.5, "0 to 0"},
            {9, 2.0, "0 to 1"}
        };
        for (Object[] cell : cells) {
            double[][] rows = rows(5);
            rows[3][(int) cell[0]] = (double) cell[1];
            String name = SCHEMA.names().get((int) cell[0]);
            Failures.refused(() -> Truth.small(SCHEMA, rows, 1), "row 3", name, (String) cell[2]);
        }
        double[][] narrow = rows(5);
        narrow[2] = new double[3];
        Failures.refused(() -> Truth.small(SCHEMA, narrow, 1), "row 2", "has 3 values; the first has 11");
        narrow[2] = null;
        Failures.refused(() -> Truth.small(SCHEMA, narrow, 1), "row 2", "no values");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        TableModel model = Truth.small(Truth.SCHEMA, Truth.rows(10, 1), 1);
        double[][] rows = Truth.rows(2, 2);
        for (int samples : new int[] {0, -1, 10_001}) {
            Failures.rejected(() -> model.logLikelihood(rows, samples, 1), "samples " + samples);
            Failures.rejected(() -> model.explain(rows[0], samples, 1), "samples " + samples);
            Failures.rejected(() -> new ImputationOptions(samples, 0, 0.9, 1), "samples " + samples);
        }
        Failures.rejected(() -> new ImputationOptions(5, -1, 0.9, 1), "draws -1");
        Failures.rejected(() -> new ImputationOptions(5, 1, Double.NaN, 1), "coverage");
        Failures.rejected(() -> model.synthesize(0, 1), "rows 0");
        TableTraining usual = TableTraining.of(10, 2);
        Failures.rejected(() -> new TableTraining(null, 2, 2, 0, usual.training()), "hidden");
        Failures.rejected(() -> new TableTraining(List.of(0), 2, 2, 0, usual.training()), "hidden");
        Failures.rejected(() -> new TableTraining(List.of(4), 2, 2, 1.1, usual.training()), "mask_rate");
        Failures.rejected(() -> new TableTraining(List.of(4), 2, 2, 1, null), "training");
    }
}
