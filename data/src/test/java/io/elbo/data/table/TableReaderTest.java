package io.elbo.data.table;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableReaderTest {
    private static final Schema SCHEMA = new Schema(List.of(
            new Column("age", new ColumnType.Count(NumberStyle.WHOLE), List.of("?", "")),
            new Column("city", new ColumnType.Category(List.of("Oslo", "Rome")), List.of("")),
            new Column("id", new ColumnType.Identifier(), List.of("")),
            new Column("new", new ColumnType.Flag("no", "yes"), List.of(""))));

    private static TableSource table(String names, String... rows) {
        List<String[]> cells = new ArrayList<>();
        for (String row : rows) {
            cells.add(row.split(",", -1));
        }
        return Tables.of(List.of(names.split(",")), cells);
    }

    private static FitReport read(TableSource source, List<double[]> values) {
        return new TableReader(SCHEMA, source, false).read((line, row, cells) -> values.add(row));
    }

    @Test
    void cellsBecomeNumbersInTheOrderOfTheSchema() {
        List<double[]> values = new ArrayList<>();
        FitReport report = read(table("new,city,age,id", "yes,Rome,37,x1", "no,Oslo, ? ,x2", ",,,"), values);
        assertArrayEquals(new double[] {37, 1, Double.NaN, 1}, values.get(0));
        assertArrayEquals(new double[] {Double.NaN, 0, Double.NaN, 0}, values.get(1));
        assertArrayEquals(new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN}, values.get(2));
        assertEquals(List.of("the columns are in another order"), report.report());
        assertEquals(List.of(2, 1, 3, 0), report.columns().source());
    }

    @Test
    void whatDoesNotFitIsNamedAndCounted() {
        List<double[]> values = new ArrayList<>();
        FitReport report = read(
                table("age,city,new,more", "abc,Paris,yes,1", "3.5,Paris,maybe,1", "-1,Bonn,no,1", "4,Rome,no,1"),
                values);
        assertEquals(7, report.misfits());
        assertEquals(
                List.of(
                        "missing columns: id",
                        "unknown columns: more",
                        "column city: 'Paris' is not a known level; 2 rows",
                        "column city: 'Bonn' is not a known level; 1 row",
                        "column new: 'maybe' is not a known level; 1 row",
                        "line 2, column age: 'abc' is not a number",
                        "line 3, column age: '3.5' is not a whole number",
                        "line 4, column age: '-1' is negative"),
                report.report());
        assertArrayEquals(new double[] {ParsedRow.MISFIT, ParsedRow.MISFIT, Double.NaN, 1}, values.get(0));
        assertArrayEquals(new double[] {Double.NaN, Double.NaN, Double.NaN, 1}, ParsedRow.fitting(values.get(0)));
        assertArrayEquals(new double[] {4, 1, Double.NaN, 0}, values.get(3));
    }

    @Test
    void manyMisfitsAreCountedAndFewKept() {
        String[] rows = new String[10_000];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = "x" + i + ",c" + i + ",1,no";
        }
        FitReport report = read(table("age,city,id,new", rows), new ArrayList<>());
        assertEquals(20_000, report.misfits());
        assertEquals(FitReport.MOST_NAMED, report.firstMisfits().size());
        assertEquals(FitReport.MOST_NAMED, report.unseen().size());
        assertEquals("20000 cells in all do not fit", report.report().get(40));
    }

    @Test
    void strictRefusesAtTheFirst() {
        refused(() -> new TableReader(SCHEMA, table("age,city,id", "1,Rome,x"), true), "memory: missing columns: new");
        refused(
                () -> new TableReader(SCHEMA, table("age,city,id,new,more", "1,Rome,x,no,1"), true),
                "memory: unknown columns: more");
        TableReader reader =
                new TableReader(SCHEMA, table("id,new,city,age", "x,no,Rome,1", "x,no,Paris,1", "x,no,Bonn,1"), true);
        refused(
                () -> reader.read((line, values, cells) -> {}),
                "memory: line 3, column city: 'Paris' is not one of Oslo, Rome");
    }

    @Test
    void aTableWithoutAnyOfTheColumnsIsRefused() {
        refused(
                () -> new TableReader(SCHEMA, table("a,b", "1,2"), false),
                "memory: has none of the columns age, city, id, new; its columns are a, b");
    }
}
