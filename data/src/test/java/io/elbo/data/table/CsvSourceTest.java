package io.elbo.data.table;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSourceTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("t.csv");
    }

    private CsvSource found(String text) throws IOException {
        Files.writeString(file, text);
        return CsvSource.open(file);
    }

    private CsvSource open(String text, BrokenRows brokenRows) throws IOException {
        Files.writeString(file, text);
        return CsvSource.open(file, CsvFormat.STANDARD, brokenRows);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b\n1,x\n2,\"y\"\"\nz\"\n",
                "a,b\r\n1,x\r\n2,\"y\"\"\nz\"",
                "a,b\r1,x\r2,\"y\"\"\nz\"\r\r\r",
                "\uFEFFa,b\n1,x\n2,\"y\"\"\nz\"\n\n",
                "\"a\",\"b\"\n\"1\",\"x\"\n\"2\",\"y\"\"\nz\"\n",
                "\n\r\na,b\n1,x\n2,\"y\"\"\nz\"\n",
                " a ,b\n1,x\n2,\"y\"\"\nz\"\n",
            })
    void theSameTableInAnyDress(String text) throws IOException {
        CsvSource source = open(text, BrokenRows.REFUSE);
        assertEquals(List.of("a", "b"), source.columns());
        assertEquals(List.of(List.of("1", "x"), List.of("2", "y\"\nz")), Tables.rows(source));
    }

    @Test
    void brokenRowsAreNamedAndRefused() throws IOException {
        CsvSource source = open("a,b\n1,2\n3\n4,5\n6,7,8\n\n\"9,\"x,0\n1,2\n", BrokenRows.REFUSE);
        refused(
                () -> Tables.rows(source),
                file + ": line 3: has 1 cell; the table has 2; line 5: has 3 cells; the table has 2; "
                        + "line 6: is empty, but more lines follow; there may be more");
    }

    @Test
    void brokenRowsAreSkippedAndCounted() throws IOException {
        CsvSource source = open("a,b\n1,2\n3\n4,5\n6,7,8\n\n\"9\"x,0\n\"8\n8\",9\n1,\"2\n", BrokenRows.SKIP);
        List<Long> lines = new ArrayList<>();
        Reading reading = source.read((line, cells) -> lines.add(line));
        assertEquals(List.of(2L, 4L, 8L), lines);
        assertEquals(3, reading.rows());
        assertEquals(5, reading.broken());
        assertEquals(
                "[line 3: has 1 cell; the table has 2, line 5: has 3 cells; the table has 2, "
                        + "line 6: is empty, but more lines follow, "
                        + "line 7: column 1: the quoted cell has text after its closing quote, "
                        + "line 10: column 2: the quote opened in line 10 is not closed]",
                reading.firstBroken().toString());
    }

    @Test
    void aRowAfterAMalformedOneIsRead() throws IOException {
        CsvSource source = open("a,b\n\"1\"2,3\r\n4,5\n\"6\"\"7\"8,9\n1,2\n", BrokenRows.SKIP);
        assertEquals(List.of(List.of("4", "5"), List.of("1", "2")), Tables.rows(source));
    }

    @Test
    void namesAreMadeToDiffer() throws IOException {
        CsvSource source = open("x, x,,x,x_2,\n1,2,3,4,5,6\n", BrokenRows.REFUSE);
        assertEquals(List.of("x", "x_3", "c2", "x_4", "x_2", "c5"), source.columns());
        assertEquals(
                "column 2, ' x', occurs twice; it is named x_3", source.notes().get(0));
        assertEquals("column 3, '', has no name; it is named c2", source.notes().get(1));
    }

    @Test
    void emptyLinesOfOneColumnAreEmptyCells() throws IOException {
        CsvSource source = open("a\n1\n\n\n2\n\"\"\n\n\n", BrokenRows.REFUSE);
        assertEquals(List.of(List.of("1"), List.of(""), List.of(""), List.of("2"), List.of("")), Tables.rows(source));
    }

    @Test
    void aFileOfEmptyLinesIsEmpty() throws IOException {
        Files.writeString(file, "\n\n");
        refused(() -> CsvSource.open(file), file + ": is empty; a table is needed");
    }

    @Test
    void theFormatCanBeGiven() throws IOException {
        Files.writeString(file, "1;2\n3;4\n");
        CsvSource detected = CsvSource.open(file);
        assertEquals(List.of("c0", "c1"), detected.columns());
        CsvSource named = detected.with(detected.format().withHeader(true));
        assertEquals(List.of("1", "2"), named.columns());
        assertEquals(List.of(List.of("3", "4")), Tables.rows(named));
        assertThrows(IllegalArgumentException.class, () -> CsvFormat.STANDARD.withDelimiter('"'));
        assertThrows(IllegalArgumentException.class, () -> CsvFormat.STANDARD.withQuote('x'));
    }

    @Test
    void aCharacterThatTheEncodingLacksIsRefused() {
        CsvFormat format = CsvFormat.STANDARD.withCharset(StandardCharsets.ISO_8859_1);
        refused(
                () -> CsvSink.write(file, format, List.of("a"), sink -> sink.row(1, new String[] {"\u05D0"})),
                file + ": a cell has a character that ISO-8859-1 cannot encode");
    }

    @Test
    void anUnclosedQuoteCostsItsRowAndNoOther() throws IOException {
        StringBuilder text = new StringBuilder("a,b,c\n");
        for (int i = 0; i < 5000; i++) {
            text.append(i).append(i == 40 ? ",\"x" : ",\"x\"").append(i % 100 == 0 ? ",\"two\r\nlines\"\n" : ",y\n");
        }
        String open = "line 43: column 2: the quote opened in line 43 is not closed";
        CsvSource source = open(text.toString(), BrokenRows.SKIP);
        List<List<String>> rows = Tables.rows(source);
        assertEquals(4999, rows.size());
        assertEquals(List.of("41", "x", "y"), rows.get(40));
        Reading reading = source.read((line, cells) -> {});
        assertEquals(1, reading.broken());
        assertEquals("[" + open + "]", reading.firstBroken().toString());
        refused(() -> Tables.rows(open(text.toString(), BrokenRows.REFUSE)), file + ": " + open);
        String last = "a,b\n" + "1,2\n".repeat(20_000) + "3,\"4\n" + "5,6\n".repeat(20_000);
        assertEquals(40_000, Tables.rows(open(last, BrokenRows.SKIP)).size());
    }

    @Test
    void manyUnclosedQuotesTakeNoLonger() throws IOException {
        CsvSource source = open("a,b\n" + "1,\"2\n".repeat(100_000), BrokenRows.SKIP);
        assertEquals(100_000, source.read((line, cells) -> {}).broken());
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource(
            delimiter = '!',
            value = {
                "sep=;~x;y~1;2~3;4~ ! x y ! 1 2 ! 3",
                "\"sep=,\"~x,y~1,2~ ! x y ! 1 2 ! 3",
                "SEP=|~x|y~1|2~ ! x y ! 1 2 ! 3",
                "# by a tool~# of 3, or so~x,y,z~1,2,3~4,5,6~ ! x y z ! 1 2 3 ! 4",
                "#x,y~1,2~3,4~ ! #x y ! 1 2 ! 2",
                "# one, two~x,y~1,2~3,4~ ! x y ! 1 2 ! 3",
                "Sales of May~x,y~1,2~3,4~ ! x y ! 1 2 ! 3",
                "Sales of May~in EUR, net~~x,y,z,u~1,2,3,4~3,4,5,6~ ! x y z u ! 1 2 3 4 ! 5",
                "Sales of May,,~x,y,z~1,2,3~3,4,5~ ! x y z ! 1 2 3 ! 3",
                "x,y,~1,2~3,4~ ! x y ! 1 2 ! 2",
                "x,y~1,2,~3,4,~ ! x y ! 1 2 ! 2",
                "1;2;~3;4~ ! c0 c1 ! 1 2 ! 1",
                "land,2019,2020,2021~A,5,6,7~B,7,8,9~ ! land 2019 2020 2021 ! A 5 6 7 ! 2",
                "land,2010,2015~A,500,600~B,700,800~ ! land 2010 2015 ! A 500 600 ! 2",
                "2019,2020,2021~5,6,7~7,8,9~ ! 2019 2020 2021 ! 5 6 7 ! 2",
                "A,2010,2015~B,2011,2016~C,2009,2019~ ! c0 c1 c2 ! A 2010 2015 ! 1",
                "x,NA,z~1,2,a~3,4,b~ ! x NA z ! 1 2 a ! 2",
            })
    void whatStandsAroundATableIsNoneOfIt(String text, String names, String first, long line) throws IOException {
        CsvSource source = found(text.replace('~', '\n'));
        assertEquals(List.of(names.split(" ")), source.columns());
        assertEquals(List.of(first.split(" ")), Tables.rows(source).get(0));
        List<Long> lines = new ArrayList<>();
        source.read((number, cells) -> lines.add(number));
        assertEquals(line, lines.get(0));
        boolean said = text.startsWith("#x") || !text.matches("(?i)[\"#S].*");
        assertEquals(
                said,
                source.notes().isEmpty() || source.notes().get(0).contains("c0"),
                source.notes().toString());
    }

    @Test
    void whatIsWrittenHasTheLineEndsAndTheMarkOfWhatWasRead() throws IOException {
        for (String end : List.of("\n", "\r\n", "\r")) {
            for (String mark : List.of("", "\uFEFF")) {
                String text = mark + "a;b" + end + "1,5;\"x;\"" + end + "2,5;y" + end;
                CsvSource source = found(text);
                Path again = folder.resolve("again.csv");
                CsvSink.write(again, source.format(), source.columns(), sink -> source.read(sink));
                assertEquals(text, Files.readString(again));
            }
        }
    }
}
