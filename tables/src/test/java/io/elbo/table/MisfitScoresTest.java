package io.elbo.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.table.Column;
import io.elbo.data.table.ColumnType;
import io.elbo.data.table.NumberStyle;
import io.elbo.data.table.ParsedRow;
import io.elbo.data.table.RowReader;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells that cannot be, and cells that are missing. */
class MisfitScoresTest {
    private static final Schema SCHEMA = new Schema(List.of(
            new Column("age", new ColumnType.Count(NumberStyle.WHOLE), List.of("")),
            new Column("income", new ColumnType.Positive(NumberStyle.SHORTEST), List.of("")),
            new Column("city", new ColumnType.Category(List.of("Oslo", "Rome", "Bonn", "Pisa")), List.of("")),
            new Column("often", new ColumnType.Real(NumberStyle.SHORTEST), List.of("")),
            new Column("kind", new ColumnType.Constant("x"), List.of(""))));
    private static final RowReader READER = new RowReader(SCHEMA);
    private static double[][] rows;
    private static TableModel model;

    @TempDir
    Path folder;

    @BeforeAll
    static void train() {
        Random random = new Random(4);
        rows = new double[200][];
        for (int i = 0; i < rows.length; i++) {
            double age = Math.rint(40 + 10 * random.nextGaussian());
            double income = Math.rint(100 * (2000 + 50 * age + 300 * random.nextGaussian())) / 100;
            double often = random.nextBoolean() ? Double.NaN : random.nextGaussian();
            // Pisa came with one row alone
            rows[i] = new double[] {age, income, i == 7 ? 3 : random.nextInt(3), often, Double.NaN};
        }
        model = Truth.small(SCHEMA, rows, 2);
    }

    private static double score(Object... row) {
        ParsedRow parsed = READER.read(row);
        return model.score(List.of(parsed)).score()[0];
    }

    @Test
    void aCellThatDoesNotFitMakesItsRowAsStrangeAsAnyValueOfTheColumnWould() {
        double[][] ages = new double[rows.length][];
        double[][] incomes = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            ages[i] = READER.read(rows[i][0], 4000, "Rome", 0.1, "x").values();
            incomes[i] = READER.read(40, rows[i][1], "Rome", 0.1, "x").values();
        }
        double age = Arrays.stream(model.score(ages).score()).max().orElseThrow();
        double income = Arrays.stream(model.score(incomes).score()).max().orElseThrow();
        double city = Double.NEGATIVE_INFINITY;
        for (String level : List.of("Oslo", "Rome", "Bonn", "Pisa")) {
            city = Math.max(city, score(40, 4000, level, 0.1, "x"));
        }
        for (Object wrong : new Object[] {-5, "error", 40.5, "1e999"}) {
            assertTrue(score(wrong, 4000, "Rome", 0.1, "x") >= age, "age " + wrong);
        }
        for (Object wrong : new Object[] {-3900, "n.b.", "-1e-9"}) {
            assertTrue(score(40, wrong, "Rome", 0.1, "x") >= income, "income " + wrong);
        }
        assertTrue(score(40, 4000, "Narnia", 0.1, "x") >= city, "a city never seen");
        double ordinary = score(40, 4000, "Rome", 0.1, "x");
        assertTrue(score(40, 4000, "Rome", 0.1, "y") > ordinary, "a constant that is another");
        assertTrue(score(-5, "error", "Narnia", 0.1, "y") > score(-5, 4000, "Rome", 0.1, "x"), "several");
    }

    @Test
    void suchRowsAreAnomaliesAndTheCellIsNamedFirst() {
        Object[][] wrong = {
            {-5, 4000, "Rome", 0.1, "x", "age"},
            {40, "error", "Rome", 0.1, "x", "income"},
            {40, 4000, "Narnia", 0.1, "x", "city"},
            {40, 4000, "Rome", "?!", "x", "often"},
            {40, 4000, "Rome", 0.1, "y", "kind"}
        };
        for (Object[] cells : wrong) {
            double[] row = READER.read(Arrays.copyOf(cells, 5)).values();
            assertTrue(
                    model.score(row).pValue()[0] <= 0.02,
                    cells[5] + ": " + model.score(row).pValue()[0]);
            CellSurprise first = model.explain(row, 20, 1).get(0);
            assertEquals(cells[5], first.column());
            assertTrue(Double.isInfinite(first.value()));
            assertEquals(-Math.log(1e-8), first.surprise(), 1e-9);
        }
    }

    @Test
    void aMissingCellIsStrangeWhereNoneWasMissingAndUsualWhereHalfAre() {
        double full = score(40, 4000, "Rome", 0.1, "x");
        double usual = score(40, 4000, "Rome", null, "x");
        double never = score(40, null, "Rome", 0.1, "x");
        assertTrue(Math.abs(usual - full) < 1, usual + " and " + full);
        assertTrue(never > full + 1, never + " and " + full);
        double[] row = READER.read(40, null, "Rome", 0.1, "x").values();
        CellSurprise first = model.explain(row, 20, 1).get(0);
        assertEquals("income", first.column());
        assertTrue(Double.isNaN(first.value()) && first.surprise() > Math.log(50));
        assertTrue(model.explain(READER.read(40, 4000, "Rome", null, "x").values(), 20, 1).stream()
                .noneMatch(cell -> cell.column().equals("often")));
    }

    @Test
    void elsewhereACellThatDoesNotFitCountsAsMissing() {
        double[][] wrong = {READER.read(40, "error", "Narnia", 0.1, "y").values()};
        double[][] missing = {READER.read(40, null, null, 0.1, "x").values()};
        assertEquals(model.logLikelihood(missing, 5, 1)[0], model.logLikelihood(wrong, 5, 1)[0]);
        assertEquals(model.encode(missing)[0][0], model.encode(wrong)[0][0]);
        ImputationOptions options = ImputationOptions.defaults();
        assertEquals(
                model.impute(missing, options).single()[0][1],
                model.impute(wrong, options).single()[0][1]);
    }

    @Test
    void rowsOfATrainingMayHoldCellsThatDoNotFit() {
        double[][] some = Truth.copy(rows);
        for (int i = 0; i < 20; i++) {
            some[i][1] = ParsedRow.MISFIT;
        }
        TableModel used = Truth.small(SCHEMA, some, 2);
        double[] row = READER.read(40, "error", "Rome", 0.1, "x").values();
        // of a tenth of the rows it is not so strange
        assertTrue(used.score(row).pValue()[0] > model.score(row).pValue()[0]);
    }

    @Test
    void aColumnThatATableHasNotMakesNoRowOfItStrange() throws IOException {
        Path file = folder.resolve("narrow.csv");
        StringBuilder text = new StringBuilder("city,age,kind,often\n");
        for (int i = 0; i < 60; i++) {
            text.append("Rome,").append(35 + i % 10).append(",x,\n");
        }
        Files.writeString(file, text);
        List<String[]> scored = new ArrayList<>();
        List<String> named = new ArrayList<>();
        TableUse.Scored result = TableUse.score(
                model,
                TableFile.open(file),
                false,
                0.05,
                (line, cells) -> scored.add(cells),
                (line, cells, texts) -> cells.forEach(cell -> named.add(cell.column())));
        assertEquals(60, scored.size());
        assertTrue(result.anomalies() <= 6, result.anomalies() + " of 60");
        assertTrue(!named.contains("income"), "what is not there explains nothing");
        assertEquals(List.of("income"), result.fit().columns().missing());
    }
}
