package io.elbo.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.DataException;
import io.elbo.data.table.Column;
import io.elbo.data.table.ColumnRule;
import io.elbo.data.table.ColumnType;
import io.elbo.data.table.NumberStyle;
import io.elbo.data.table.RuleFinder;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableRows;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A table of orders: a city and its country, a net amount, a tax and their sum, and two days in order. */
class RowRulesTest {
    private static final int CITY = 0;
    private static final int COUNTRY = 1;
    private static final int NET = 2;
    private static final int TAX = 3;
    private static final int GROSS = 4;
    private static final int START = 5;
    private static final int END = 6;
    private static final double DAY = 86_400;

    private static final NumberStyle CENTS = NumberStyle.decimals(2);

    private static Schema plain() {
        List<String> cities = IntStream.range(0, 9).mapToObj(i -> "city" + i).toList();
        List<String> none = List.of("");
        return new Schema(List.of(
                new Column("city", new ColumnType.Category(cities), none),
                new Column("country", new ColumnType.Category(List.of("A", "B", "C")), none),
                new Column("net", new ColumnType.Positive(CENTS), none),
                new Column("tax", new ColumnType.Positive(CENTS), none),
                new Column("gross", new ColumnType.Positive(CENTS), none),
                new Column("start", new ColumnType.DateTime("uuuu-MM-dd"), none),
                new Column("end", new ColumnType.DateTime("uuuu-MM-dd"), none)));
    }

    private static double cents(double value) {
        return Math.rint(100 * value) / 100;
    }

    private static double[][] rows;
    private static Schema schema;
    private static TableModel model;

    @BeforeAll
    static void train() {
        Random random = new Random(8);
        rows = new double[300][];
        for (int i = 0; i < rows.length; i++) {
            int city = random.nextInt(9);
            double net = cents(20 + 80 * random.nextDouble());
            double tax = cents(net * (0.05 + 0.2 * random.nextDouble()));
            double start = 18_000 + random.nextInt(300);
            rows[i] = new double[] {
                city, city / 3, net, tax, cents(net + tax), start * DAY, (start + random.nextInt(40)) * DAY
            };
            if (i % 10 == 0) {
                rows[i][END] = Double.NaN;
            }
        }
        schema = plain().withRules(RuleFinder.find(plain(), TableRows.of(rows)));
        model = Truth.small(schema, rows, 2);
    }

    /** Of a row that misses its end at most, as those of the table do. */
    private static void assertKept(double[] row) {
        assertEquals(Math.floor(row[CITY] / 3), row[COUNTRY]);
        assertEquals(row[GROSS], row[NET] + row[TAX], 1e-9);
        assertTrue(Double.isNaN(row[END]) || row[START] <= row[END], "start " + row[START] + ", end " + row[END]);
    }

    @Test
    void theRulesAreThoseOfTheTable() {
        assertEquals(
                List.of("net <= gross", "start <= end", "gross = net + tax", "city determines country"),
                schema.rules().stream()
                        .map(Object::toString)
                        .filter(rule -> !rule.startsWith("tax <="))
                        .toList());
    }

    @Test
    void drawnRowsKeepThemThoughTheModelHasHardlyLearnt() {
        double[][] drawn = model.synthesize(300, 3);
        assertEquals(300, drawn.length);
        for (double[] row : drawn) {
            assertKept(row);
        }
        long ends = Arrays.stream(drawn).filter(row -> !Double.isNaN(row[END])).count();
        // of the table 270
        assertTrue(ends > 225, ends + " rows have an end");
    }

    @Test
    void drawnRowsUnderConditionsKeepThemAndDiffer() {
        double[][] drawn = model.synthesize(100, 3, List.of(new Condition("country", 1, 1)));
        for (double[] row : drawn) {
            assertEquals(1, row[COUNTRY]);
            assertKept(row);
        }
        long cities =
                Arrays.stream(drawn).mapToDouble(row -> row[CITY]).distinct().count();
        assertEquals(3, cities, "all cities of the country come");
    }

    @Test
    void conditionsThatContradictARuleAreRefused() {
        List<Condition> both = List.of(new Condition("city", 0, 0), new Condition("country", 2, 2));
        DataException refused = assertThrows(DataException.class, () -> model.synthesize(5, 1, both));
        assertTrue(refused.getMessage().contains("city determines country"), refused.getMessage());
        List<Condition> turned = List.of(
                new Condition("start", 18_200 * DAY, 18_200 * DAY), new Condition("end", 18_100 * DAY, 18_100 * DAY));
        assertThrows(DataException.class, () -> model.synthesize(5, 1, turned));
    }

    @Test
    void conditionsThatNoRowMeetsAreRefused() {
        for (Condition none : List.of(
                new Condition("net", 200, 300),
                new Condition("net", -5, -5),
                Condition.missing("city"),
                new Condition("start", 0, 1000))) {
            DataException refused = assertThrows(DataException.class, () -> model.synthesize(5, 1, List.of(none)));
            assertTrue(refused.getMessage().contains("'" + none.column() + "'"), refused.getMessage());
        }
    }

    @Test
    void aMissingCellCanBeAskedForWhereSomeAreMissing() {
        double[][] drawn = model.synthesize(50, 2, List.of(Condition.missing("end")));
        assertEquals(50, drawn.length);
        for (double[] row : drawn) {
            assertTrue(Double.isNaN(row[END]));
            assertFalse(Double.isNaN(row[CITY]));
        }
        Condition parsed = Condition.parse(schema, "end=");
        assertTrue(parsed.isMissing());
        assertTrue(Condition.holdAll(schema, List.of(parsed), rows[0]));
        assertFalse(Condition.holdAll(schema, List.of(parsed), rows[1]));
    }

    @Test
    void cellsThatFollowFromOthersAreFilledInExactly() {
        double nothing = Double.NaN;
        double[][] holes = {
            {4, nothing, 50, 7.5, nothing, nothing, nothing},
            {nothing, 2, nothing, 10, 70, 18_100 * DAY, nothing},
            {nothing, nothing, nothing, nothing, 99.99, nothing, 18_050 * DAY}
        };
        Imputation filled = model.impute(holes, new ImputationOptions(20, 5, 0.9, 1));
        assertEquals(1, filled.single()[0][COUNTRY]);
        assertEquals(57.5, filled.single()[0][GROSS], 1e-9);
        assertEquals(60, filled.single()[1][NET], 1e-9);
        for (int i = 0; i < holes.length; i++) {
            assertKept(filled.single()[i]);
            if (Double.isNaN(holes[i][NET])) {
                assertTrue(filled.lower()[i][NET] <= filled.single()[i][NET]);
            }
            for (double[][] draw : filled.draws()) {
                assertKept(draw[i]);
                for (int column = 0; column < holes[i].length; column++) {
                    if (!Double.isNaN(holes[i][column])) {
                        assertEquals(holes[i][column], draw[i][column], "what is known stays");
                    }
                }
            }
        }
    }

    @Test
    @Tag("slow")
    void valuesAreDrawnWithinWhatTheColumnShowsOrItsBounds() {
        double most = Arrays.stream(rows).mapToDouble(row -> row[NET]).max().orElseThrow();
        double least = Arrays.stream(rows).mapToDouble(row -> row[NET]).min().orElseThrow();
        for (double[] row : model.synthesize(300, 4)) {
            assertTrue(row[NET] >= least && row[NET] <= most, "" + row[NET]);
        }
        Column wider = new Column("net", new ColumnType.Positive(CENTS), List.of(""), "0", "300");
        TableModel bounded = Truth.small(plain().with(wider), rows, 2);
        double beyond = Arrays.stream(bounded.synthesize(2000, 4))
                .mapToDouble(row -> row[NET])
                .filter(v -> v > most)
                .count();
        assertTrue(beyond > 0, "the bounds allow more than was seen");
        assertTrue(Arrays.stream(bounded.synthesize(2000, 4)).allMatch(row -> row[NET] >= 0 && row[NET] <= 300));
    }

    @Test
    void orderIsMadeOnlyWhereItIsSettled() {
        RowRules order =
                new RowRules(plain(), List.of(new RowRules.Learned(new ColumnRule.AtMost("start", "end"), null, null)));
        double[] row = {0, 0, 1, 1, 2, 9 * DAY, 3 * DAY};
        boolean[] fixed = new boolean[7];
        order.complete(row, fixed);
        assertFalse(order.holds(row));
        fixed[END] = true;
        order.settle(row, fixed);
        assertArrayEquals(new double[] {0, 0, 1, 1, 2, 3 * DAY, 3 * DAY}, row);
    }

    @Test
    void whatIsEqualIsCopied() {
        RowRules equal =
                new RowRules(plain(), List.of(new RowRules.Learned(new ColumnRule.Equal("net", "gross"), null, null)));
        double[] row = {0, 0, 5.25, 1, 7, 0, 0};
        boolean[] fixed = new boolean[7];
        equal.complete(row, fixed);
        assertEquals(5.25, row[GROSS]);
        fixed[GROSS] = true;
        row[GROSS] = 9;
        equal.complete(row, fixed);
        assertEquals(9, row[NET]);
        row[NET] = Double.NaN;
        assertTrue(equal.holds(row));
    }

    @Test
    void rulesOfAnotherTableAreRefused() {
        ColumnRule city = new ColumnRule.Determines("city", "country");
        List<RowRules.Learned> wrong = List.of(
                new RowRules.Learned(new ColumnRule.AtMost("start", "stop"), null, null),
                new RowRules.Learned(city, List.of(9.0), List.of(0.0)),
                new RowRules.Learned(city, List.of(0.0), List.of(0.5)));
        for (RowRules.Learned one : wrong) {
            assertThrows(IllegalArgumentException.class, () -> new RowRules(plain(), List.of(one)), "" + one);
        }
        assertThrows(IllegalArgumentException.class, () -> new RowRules.Learned(city, List.of(0.0), List.of()));
        assertThrows(IllegalArgumentException.class, () -> new RowRules.Learned(null, null, null));
        assertThrows(
                IllegalArgumentException.class, () -> plain().withRules(List.of(new ColumnRule.AtMost("net", "x"))));
    }
}
