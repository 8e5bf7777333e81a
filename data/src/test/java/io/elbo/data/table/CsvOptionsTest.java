package io.elbo.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.DataException;
import io.elbo.data.number.NumberFile;
import io.elbo.data.number.NumberTable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options that the user sets take precedence over detection; everything else is still detected. */
class CsvOptionsTest {
    private static final CsvOptions DETECTED = CsvOptions.defaults();

    @TempDir
    Path folder;

    private TableSource open(String text, CsvOptions options) throws IOException {
        return open(text, StandardCharsets.UTF_8, options);
    }

    private TableSource open(String text, Charset charset, CsvOptions options) throws IOException {
        return TableFile.open(Files.writeString(folder.resolve("t.csv"), text, charset), options);
    }

    @Test
    void theDelimiterThatIsGivenSplits() throws IOException {
        String text = "a;b:c\n1;2:3\n";
        assertEquals(List.of("a", "b:c"), open(text, DETECTED).columns());
        TableSource given = open(text, DETECTED.withDelimiter(':'));
        assertEquals(List.of("a;b", "c"), given.columns());
        assertEquals(List.of(List.of("1;2", "3")), Tables.rows(given));
    }

    @Test
    void theQuoteThatIsGivenQuotes() throws IOException {
        String text = "a,b\n~x,y~,2\n";
        TableSource given = open(text, DETECTED.withQuote('~'));
        assertEquals(List.of(List.of("x,y", "2")), Tables.rows(given));
        // a quote character that would be a delimiter is not a quote
        assertEquals(
                List.of("a", "b"),
                open("a;b\n,1;2,;3\n", DETECTED.withQuote(',')).columns());
        assertEquals(
                List.of(List.of("it", "s")),
                Tables.rows(open("a'b\nit's\n", DETECTED.withDelimiter('\'').withHeader(true))));
    }

    @Test
    void theFirstLineIsWhatIsSaid() throws IOException {
        assertEquals(
                List.of("1", "2"), open("1,2\n3,4\n", DETECTED.withHeader(true)).columns());
        TableSource data = open("a,b\n3,4\n", DETECTED.withHeader(false));
        assertEquals(List.of("c0", "c1"), data.columns());
        assertEquals(List.of(List.of("a", "b"), List.of("3", "4")), Tables.rows(data));
        assertEquals(List.of(), data.notes(), "nothing was guessed");
    }

    @Test
    void theEncodingIsWhatIsSaid() throws IOException {
        Charset cyrillic = Charset.forName("windows-1251");
        String text = "name,n\n\u041E\u043B\u0435\u0433,1\n";
        TableSource given = open(text, cyrillic, DETECTED.withCharset(cyrillic));
        assertEquals(List.of(List.of("\u041E\u043B\u0435\u0433", "1")), Tables.rows(given));
        assertEquals(List.of(), given.notes());
        assertFalse(open(text, cyrillic, DETECTED).notes().isEmpty(), "that it was guessed is said");
        DataException wrong = assertThrows(
                DataException.class,
                () -> open(text, cyrillic, DETECTED.withCharset(StandardCharsets.UTF_8))
                        .read((line, cells) -> {}));
        assertTrue(wrong.getMessage().contains("t.csv: near line "), wrong.getMessage());
        assertTrue(wrong.getMessage().contains("is not text in UTF-8"), wrong.getMessage());
    }

    @Test
    void decimalCommasAreReadBySchemasWithPointsIfTheyAreSaid() throws IOException {
        Schema schema = Schema.infer(open("x;y\n1.5;a\n2.25;b\n", DETECTED), InferenceOptions.defaults())
                .schema();
        TableSource commas = open("x;y\n3,5;a\n1.000,25;b\n", DETECTED.withDecimalComma(true));
        assertEquals(',', commas.decimalMark());
        double[] values = new double[2];
        new TableReader(schema, commas, true).read((line, row, cells) -> values[(int) line - 2] = row[0]);
        assertEquals(3.5, values[0]);
        assertEquals(1000.25, values[1]);
        assertEquals(
                "2,25",
                schema.writtenLike(commas)
                        .column("x")
                        .orElseThrow()
                        .type()
                        .codec()
                        .format(2.25));
        // the schema takes precedence over a guess: here, 1.000 is one
        TableSource guessed = open("x;y\n1.000;a\n", DETECTED);
        assertEquals(schema, schema.writtenLike(guessed));
        assertEquals('.', open("x;y\n3,5;a\n", DETECTED.withDecimalComma(false)).decimalMark());
    }

    @Test
    void brokenRowsAreRefusedOrCounted() throws IOException {
        String text = "a,b\n1,2\n3\n4,5,6\n7,8\n";
        DataException refused =
                assertThrows(DataException.class, () -> open(text, DETECTED).read((line, cells) -> {}));
        assertTrue(refused.getMessage().contains("line 3: has 1 cell"), refused.getMessage());
        Reading skipped = open(text, DETECTED.withBrokenRows(BrokenRows.SKIP)).read((line, cells) -> {});
        assertEquals(2, skipped.rows());
        assertEquals(2, skipped.broken());
        assertEquals(
                List.of(3L, 4L),
                skipped.firstBroken().stream().map(BrokenRow::line).toList());
    }

    @Test
    void whatCannotBeIsRefused() {
        for (char no : "a1\n.-".toCharArray()) {
            assertThrows(IllegalArgumentException.class, () -> DETECTED.withDelimiter(no), "delimiter " + no);
            assertThrows(IllegalArgumentException.class, () -> DETECTED.withQuote(no), "quote " + no);
        }
        assertThrows(IllegalArgumentException.class, () -> DETECTED.withDelimiter('"'));
        assertThrows(
                IllegalArgumentException.class, () -> DETECTED.withQuote(';').withDelimiter(';'));
    }

    @Test
    void arraysHaveNoDelimiter() {
        Path file = folder.resolve("t.npy");
        NumberFile.write(file, new NumberTable(List.of("x"), new float[][] {{1}}));
        assertEquals(
                1,
                TableFile.open(file, DETECTED.withBrokenRows(BrokenRows.SKIP))
                        .columns()
                        .size());
        DataException e = assertThrows(DataException.class, () -> TableFile.open(file, DETECTED.withDelimiter(';')));
        assertTrue(e.getMessage().startsWith(file + ": delimiter, quote"), e.getMessage());
    }

    @Test
    void secondsAreReadWithAnyFraction() {
        for (String pattern : List.of("uuuu-MM-dd'T'HH:mm:ss", "uuuu-MM-dd'T'HH:mm:ss.SSS")) {
            CellCodec codec = new ColumnType.DateTime(pattern).codec();
            assertEquals(0.0, codec.parse("1970-01-01T00:00:00"));
            assertEquals(1.5, codec.parse("1970-01-01T00:00:01.5"));
            assertEquals(1.000123, codec.parse("1970-01-01T00:00:01.000123"));
            for (String no :
                    List.of("1970-01-01T00:00:00.", "1970-01-01T00:00:00.x", "1970-01-01T00:00:00.1234567890")) {
                assertTrue(Double.isNaN(codec.parse(no)), no);
            }
        }
        CellCodec moment = new ColumnType.DateTime("uuuu-MM-dd HH:mm:ss.SXXX").codec();
        assertEquals(-7200.0, moment.parse("1970-01-01 00:00:00+02:00"));
        assertEquals(0.25, moment.parse("1970-01-01 00:00:00.25Z"));
    }

    /** The fast way to the shortest text gives the same result as the slow way. */
    @Test
    void theShortestTextIsThatOfTheStyle() {
        CellCodec slow = new ColumnType.Real(NumberStyle.SHORTEST).codec();
        java.util.Random random = new java.util.Random(1);
        for (int i = 0; i < 20_000; i++) {
            double value = switch (i % 5) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> random.nextInt(100_000) / 100.0;
                case 2 -> (random.nextLong() >> random.nextInt(60)) / 1e6;
                case 3 -> random.nextInt() * 1e-7;
                default -> random.nextGaussian();
            };
            if (!Double.isNaN(value)) {
                assertEquals(slow.format(value), NumberStyle.shortest(value));
            }
        }
        for (double value : new double[] {0.0, -0.0, 1, -1, 1e15, 1e16, 1e-4, 9.99e-5, 0.1, 1e308, 4.9e-324, 0.5e15}) {
            assertEquals(slow.format(value), NumberStyle.shortest(value));
            assertEquals(value, Double.parseDouble(NumberStyle.shortest(value)));
        }
        assertEquals("NaN", NumberStyle.shortest(Double.NaN));
        assertEquals("-inf", NumberStyle.shortest(Double.NEGATIVE_INFINITY));
    }
}
