package io.elbo.data.table;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaInferTest {
    private static InferredSchema infer(String name, List<String> cells) {
        return Schema.infer(Tables.column(name, cells), InferenceOptions.defaults());
    }

    private static InferredSchema infer(List<String> cells) {
        return infer("x", cells);
    }

    private static List<String> cells(int rows, IntFunction<String> cell) {
        return IntStream.range(0, rows).mapToObj(cell).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "a a a ! constant ! ",
                "7 7 7 ! constant ! ",
                "a  a ! category ! ",
                "NA NA NA ! constant ! ",
                "no yes no ! flag ! ",
                "Yes No No ! flag ! ",
                "TRUE FALSE TRUE ! flag ! ",
                "t f f t ! flag ! ",
                "0 1 1 0 ! flag ! ",
                "0.0 1.0 1.0 ! flag ! ",
                "0 1 ? 0 ! flag ! ?",
                "yes True no ! category ! ",
                "True false ! flag ! ",
                "0 2 2 0 ! count ! ",
                "1 2 3 ! count ! ",
                "5.0 7.0 5.0 ! count ! ",
                "5.0 7.0 NaN 5.0 ! count ! NaN",
                "-1 2 3 ! real ! ",
                "-1.5 2 NA 3 ! real ! NA",
                "1.5 2.5 ! positive ! ",
                "0.0 0.25 1.0 ! proportion ! ",
                "0.25 0.35 ! positive ! ",
                "1.5 - 2.5 ! positive ! -",
                "a - b - ! category ! ",
                "a None b ! category ! ",
                "a NA b null ! category ! NA",
                "3 None 4 ! count ! None",
                "2020-01-31 2021-02-01 ! datetime ! ",
                "2020-01-31 - 2021-02-01 ! datetime ! -",
                "31.01.2020 01.02.2020 ! datetime ! ",
                "01/31/2020 02/01/2020 ! datetime ! ",
                "31/01/2020 02/01/2020 ! datetime ! ",
                "1/31/2020 2/1/2020 ! datetime ! ",
                "2020-01-31T10:00:00Z 2020-01-31T10:00:01Z ! datetime ! ",
                "10:15 09:30 ! datetime ! ",
                "2020-01-31 2020-02-30 ! category ! ",
                "2020-01-31 7 ! category ! ",
                "02134 10001 02134 ! category ! ",
                "12345678901234567 12345678901234568 ! category ! ",
                "1e308 -0 1e-308 ! positive ! ",
                "1e999 1 ! category ! ",
            })
    void theTypeOfAColumn(String cells, String kind, String firstMark) {
        InferredSchema inference = infer(List.of(cells.split(" ")));
        Column column = inference.schema().columns().get(0);
        assertEquals(kind, column.type().kind(), inference.report().toString());
        if (!column.type().ignored()) {
            assertEquals(firstMark == null ? "" : firstMark, column.missingText());
            assertTrue(column.missing().contains(""));
        }
        new TableReader(inference.schema(), Tables.column("x", List.of(cells.split(" "))), true)
                .read((line, values, texts) -> {});
    }

    @Test
    void whatTellsRowsApartIsAnIdentifier() {
        assertEquals("identifier", kind("x", cells(100, i -> "" + (i + 1))));
        List<String> shuffled = new ArrayList<>(cells(5000, i -> "" + (i + 1)));
        Collections.shuffle(shuffled, new Random(1));
        assertEquals("identifier", kind("x", shuffled));
        shuffled.set(0, shuffled.get(1));
        assertEquals("positive", kind("x", shuffled));
        assertEquals("count", kind("x", cells(100, i -> "" + 7 * i)));
        assertEquals("identifier", kind("customer_id", cells(100, i -> "" + 7 * i)));
        assertEquals("identifier", kind("x", cells(100, i -> "A" + 7 * i)));
        assertEquals("identifier", kind("x", cells(100, i -> String.format("%05d", 37 * i))));
        assertEquals("identifier", kind("x", cells(100, i -> "1234567890123456" + (10 + i % 90) + i)));
    }

    private static String kind(String name, List<String> cells) {
        return infer(name, cells).schema().columns().get(0).type().kind();
    }

    @Test
    void longTextsThatDifferAreFreeText() {
        assertEquals("freetext", kind("x", cells(50, i -> "a sentence that differs by number " + i)));
        assertEquals("category", kind("x", cells(50, i -> "a sentence that does not differ " + i % 3)));
        assertEquals("category", kind("x", cells(5, i -> "short" + i)));
    }

    @Test
    void ofTooManyLevelsTheMostFrequentAreKept() {
        List<String> cells = cells(12_000, i -> i % 2 == 0 ? "often" + i / 2 % 50 : "level" + i % 5000);
        assertEquals("category", kind("x", cells));
        InferredSchema inference = Schema.infer(
                Tables.column("x", cells), InferenceOptions.defaults().withMaxLevels(1000));
        ColumnType.Category category =
                (ColumnType.Category) inference.schema().columns().get(0).type();
        assertTrue(category.levels().size() <= 1000);
        for (int i = 0; i < 50; i++) {
            assertTrue(category.levels().contains("often" + i));
        }
        assertEquals(2550, inference.columns().get(0).distinct(), 130);
        assertFalse(inference.columns().get(0).distinctExact());
        assertTrue(inference.columns().get(0).why().contains("the others count as not known"));
    }

    @Test
    void longTextsThatComeAgainTakeNoMoreMemoryThanOthers() {
        InferredSchema inference = infer(cells(400, i -> (i % 100) + "x".repeat(1_000_000)));
        assertTrue(inference.columns().get(0).distinct() > 80);
        assertEquals("category", inference.schema().columns().get(0).type().kind());
        assertTrue(((ColumnType.Category) inference.schema().columns().get(0).type())
                        .levels()
                        .size()
                < 20);
        assertEquals("freetext", kind("x", cells(40, i -> (i % 10) + "x".repeat(20_000_000))));
    }

    @Test
    void aTextLateInAColumnOfNumbersIsNamed() {
        List<String> cells = new ArrayList<>(cells(1000, i -> i % 17 + ".5"));
        cells.set(900, "abc");
        InferredSchema inference = infer(cells);
        assertEquals("positive", inference.schema().columns().get(0).type().kind());
        assertEquals(1, inference.columns().get(0).unfit());
        assertEquals("'abc' in line 902", inference.columns().get(0).firstUnfit());
        for (int i = 0; i < 50; i++) {
            cells.set(20 * i, "abc");
        }
        assertEquals("positive", kind("x", cells));
        cells.set(1, "abc");
        assertEquals("category", kind("x", cells));
        for (int i = 0; i < 30; i++) {
            cells.set(20 * i, "abc" + i);
        }
        assertEquals("category", kind("x", cells), "of so many different texts");
    }

    @Test
    void whatWasSeenIsSaid() {
        List<String> cells = new ArrayList<>(cells(1000, i -> i < 910 ? "0" : "" + (i - 900)));
        cells.addAll(List.of("?", "?", "NA"));
        ColumnSummary seen = infer(cells).columns().get(0);
        assertEquals(1003, seen.rows());
        assertEquals(
                List.of(new ColumnSummary.MarkCount("?", 2), new ColumnSummary.MarkCount("NA", 1)), seen.missing());
        assertEquals(91, seen.distinct());
        assertArrayEquals(
                new double[] {0, 0, 99, 0, 0.91},
                new double[] {seen.min(), seen.median(), seen.max(), seen.commonest(), seen.commonestShare()});
        assertTrue(seen.spike());
        assertTrue(
                infer(cells).report().get(0).contains("spike of 91.0 % at 0"),
                infer(cells).report().get(0));
        Random random = new Random(1);
        ColumnSummary normal =
                infer(cells(8000, i -> "" + random.nextGaussian())).columns().get(0);
        assertEquals(3.82, normal.tail(), 0.2);
        ColumnSummary heavy = infer(cells(8000, i -> "" + Math.exp(random.nextGaussian())))
                .columns()
                .get(0);
        assertEquals(8.97, heavy.tail(), 1.5);
        assertTrue(heavy.heavyTail());
        assertFalse(normal.heavyTail());
    }

    @Test
    void theMarksCanBeGiven() {
        List<String> cells = List.of("1", "-9", "NA", "3");
        InferredSchema inference = Schema.infer(
                Tables.column("x", cells), InferenceOptions.defaults().withMissing(List.of("-9", "NA")));
        Column column = inference.schema().columns().get(0);
        assertEquals("count", column.type().kind());
        assertEquals(List.of("-9", "NA"), column.missing());
        assertTrue(column.isMissing(" -9"));
        assertFalse(column.isMissing(""));
    }

    @Test
    void dayAndMonthThatCannotBeToldApartAreSaid() {
        InferredSchema inference = infer(List.of("01/02/2020", "03/04/2021"));
        assertEquals(
                new ColumnType.DateTime("MM/dd/uuuu"),
                inference.schema().columns().get(0).type());
        assertTrue(inference.report().get(0).contains("(or dd/MM/uuuu: please check)"));
        assertEquals(
                List.of("column x: is read as dates like MM/dd/uuuu; dd/MM/uuuu would fit as well"),
                inference.remarks());
        assertFalse(infer(List.of("01.02.2020", "03.04.2021")).report().get(0).contains("checked"));
    }

    @Test
    void aSampleStandsForALongColumn() {
        InferredSchema inference = infer(cells(200_000, i -> "" + (i * 7919L % 200_000) + ".5"));
        ColumnSummary seen = inference.columns().get(0);
        assertEquals(100_000, seen.median(), 4000);
        assertEquals(200_000, seen.distinct(), 10_000);
        assertArrayEquals(new double[] {0.5, 199_999.5}, new double[] {seen.min(), seen.max()});
    }

    /** Cells of columns in one style are written back exactly; values always are. */
    @Test
    void formatsAreFoundOut() {
        int found = 0;
        for (int i = 0; i < 100; i++) {
            Random random = new Random(i);
            NumberStyle style = style(random);
            CellCodec writer = new ColumnType.Real(style).codec();
            double scale = StrictMath.pow(10, random.nextInt(6) - 1);
            List<String> cells = cells(
                    200,
                    row -> row % 50 == 7 ? "" : writer.format((random.nextDouble() - (random.nextInt(2))) * scale));
            TableSource source = decimal(Tables.column("x", cells), style.decimalMark());
            InferredSchema inference = Schema.infer(source, InferenceOptions.defaults());
            Column column = inference.schema().columns().get(0);
            if (column.type().ignored() || column.type() instanceof ColumnType.Category) {
                continue; // all zero, or codes with leading zeros
            }
            found++;
            CellCodec codec = column.type().codec();
            for (String cell : cells) {
                if (!cell.isEmpty()) {
                    assertEquals(cell, codec.format(codec.parse(cell)), "case " + i + ": " + style + " " + column);
                    assertEquals(writer.parse(cell), codec.parse(cell));
                }
            }
            assertTrue(inference.columns().get(0).exactText());
        }
        assertTrue(found > 90, found + " columns of numbers");
    }

    private static TableSource decimal(TableSource source, char mark) {
        return new TableSource() {
            @Override
            public String name() {
                return source.name();
            }

            @Override
            public List<String> columns() {
                return source.columns();
            }

            @Override
            public Reading read(RowSink sink) {
                return source.read(sink);
            }

            @Override
            public char decimalMark() {
                return mark;
            }
        };
    }

    private static NumberStyle style(Random random) {
        char mark = ".,".charAt(random.nextInt(2));
        if (random.nextInt(4) == 0) {
            return new NumberStyle(random.nextInt(2), -1, NumberStyle.ALL_DIGITS, mark, "", 1);
        }
        int most = random.nextInt(7);
        int least = random.nextBoolean() ? most : random.nextInt(Math.min(2, most + 1));
        String grouping = random.nextInt(3) > 0
                ? ""
                : List.of(mark == '.' ? "," : ".", " ", "'").get(random.nextInt(3));
        return new NumberStyle(least, most, NumberStyle.ALL_DIGITS, mark, grouping, random.nextInt(8) == 0 ? 0 : 1);
    }

    @Test
    void aTableWithoutRowsIsRefused() {
        refused(() -> infer(List.of()), "memory: has no rows");
    }

    @Test
    void manyColumnsShareTheMemory() {
        List<String> names = cells(5000, i -> "n" + i);
        List<String[]> rows = new ArrayList<>();
        Random random = new Random(1);
        for (int row = 0; row < 3; row++) {
            rows.add(cells(5000, i -> i % 2 == 0 ? "" + random.nextInt(50) : "t" + random.nextInt(2))
                    .toArray(String[]::new));
        }
        InferredSchema inference = Schema.infer(Tables.of(names, rows), InferenceOptions.defaults());
        assertEquals(5000, inference.schema().columns().size());
        assertEquals(Arrays.asList("n0", "n1"), inference.schema().names().subList(0, 2));
    }
}
