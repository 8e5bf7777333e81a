package io.elbo.data.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.test.Failures;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowReaderTest {
    private static final NumberStyle COMMAS = NumberStyle.SHORTEST.withDecimalMark(',');

    private static final Schema SCHEMA = new Schema(List.of(
            new Column("age", new ColumnType.Count(NumberStyle.WHOLE), List.of("", "NA"), "18", "99"),
            new Column("price", new ColumnType.Positive(COMMAS), List.of("")),
            new Column("city", new ColumnType.Category(List.of("Oslo", "Rome")), List.of("")),
            new Column("member", new ColumnType.Flag("no", "yes"), List.of("")),
            new Column("born", new ColumnType.DateTime("uuuu-MM-dd"), List.of("")),
            new Column("kind", new ColumnType.Constant("x"), List.of("")),
            new Column("id", new ColumnType.Identifier(), List.of(""))));
    private static final RowReader READER = new RowReader(SCHEMA);

    @Test
    void valuesOfAnyKindBecomeNumbers() {
        ParsedRow row = READER.read("30", "2,5", "Rome", "yes", "1970-01-02", "x", "a17");
        assertEquals(List.of(), row.misfits());
        assertArrayEquals(new double[] {30, 2.5, 1, 1, 86_400, Double.NaN, Double.NaN}, row.values());
        assertEquals(row, READER.read(30, 2.5, "Rome", true, "1970-01-02", "x", 17));
        assertEquals(row, READER.read(30L, new BigDecimal("2.50"), "Rome", true, "1970-01-02", "x", null));
        assertEquals(
                row.values()[1],
                READER.read(30.0, 2.5f, "Rome", true, "1970-01-02", "x", null).values()[1]);
    }

    @Test
    void aMapGivesColumnsByTheirNamesAndWhatIsNotInItIsMissing() {
        Map<String, Object> row = new HashMap<>(Map.of("city", "Oslo", "price", 7));
        row.put("age", null);
        assertArrayEquals(
                new double[] {Double.NaN, 7, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN},
                READER.read(row).values());
        Failures.refused(() -> READER.read(Map.of("town", "Oslo")), "'town'", "city");
    }

    @Test
    void missingMarksAndNaNAreNoValues() {
        for (Object nothing : new Object[] {null, "", "NA", " NA ", Double.NaN, Float.NaN}) {
            ParsedRow row = READER.read(nothing, null, null, null, null, null, null);
            assertTrue(Double.isNaN(row.values()[0]), "" + nothing);
            assertEquals(List.of(), row.misfits());
        }
    }

    @Test
    void whatDoesNotFitIsNamedAndMarked() {
        Object[][] cells = {
            {0, "abc", "is not a number"},
            {0, 30.5, "is not a whole number"},
            {0, -1, "is negative"},
            {0, 17, "is below 18"},
            {0, "100", "is above 99"},
            {1, "n.b.", "is not a number"},
            {1, Double.POSITIVE_INFINITY, "is not a finite number"},
            {2, "Bonn", "is not one of Oslo, Rome"},
            {3, "maybe", "is not one of no, yes"},
            {4, "1970-02-30", "is not a date like uuuu-MM-dd"},
            {5, "y", "is not one of x"}
        };
        for (Object[] cell : cells) {
            Object[] row = new Object[7];
            row[(int) cell[0]] = cell[1];
            ParsedRow read = READER.read(row);
            assertEquals(ParsedRow.MISFIT, read.values()[(int) cell[0]], "" + cell[1]);
            assertEquals(1, read.misfits().size());
            Misfit misfit = read.misfits().get(0);
            assertEquals(SCHEMA.names().get((int) cell[0]), misfit.column());
            assertEquals(cell[2], misfit.why());
            assertTrue(misfit.toString().startsWith("column " + misfit.column() + ": "), misfit.toString());
            assertTrue(Double.isNaN(ParsedRow.fitting(read.values())[(int) cell[0]]));
        }
    }

    @Test
    void rowsOfAnotherLengthAreRefused() {
        Failures.refused(() -> READER.read(1, 2), "2 values", "7 columns");
    }

    @Test
    void boundsThatAreNoneOfTheirColumnAreRefused() {
        ColumnType number = new ColumnType.Real(NumberStyle.SHORTEST);
        ColumnType date = new ColumnType.DateTime("uuuu-MM-dd");
        List<String> empty = List.of("");
        assertThrows(IllegalArgumentException.class, () -> new Column("a", number, empty, "x", null));
        assertThrows(IllegalArgumentException.class, () -> new Column("a", number, empty, "3", "2"));
        assertThrows(IllegalArgumentException.class, () -> new Column("a", date, empty, "5", null));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Column("a", new ColumnType.Category(List.of("x")), empty, "x", null));
        Column year = new Column("a", date, empty, "2020-01-01", "2020-12-31");
        assertTrue(Double.isNaN(year.codec().parse("2021-01-01")));
        assertEquals("2020-12-31", year.codec().format(1e12));
    }
}
