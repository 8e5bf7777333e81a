package io.elbo.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All cells that are written are read back exactly. */
class CsvRoundTripTest {
    private static final List<String> HOSTILE = List.of(
            "",
            "",
            " ",
            "\"",
            "\"\"",
            "'",
            ",",
            ";",
            "\t",
            "|",
            "\n",
            "\r",
            "\r\n",
            "#",
            "#x",
            "a\"b",
            "\"a\"",
            "two\nlines",
            "NaN",
            "NA",
            "?",
            "1e308",
            "-0",
            "-0.0",
            "007",
            " 1",
            "=1+1",
            "\\",
            "\\n",
            "\u00E9\u00FC");

    private static final List<String> UNICODE =
            List.of("\u05E9\u05DC\u05D5\u05DD", "\u0645\u0631\u062D\u0628\u0627", "\uD83D\uDE00", "\u200F", "\uFEFF");

    @TempDir
    Path folder;

    private static String cell(Random random, boolean unicode) {
        StringBuilder cell = new StringBuilder();
        for (int parts = random.nextInt(4); parts > 0; parts--) {
            cell.append(
                    unicode && random.nextInt(4) == 0
                            ? UNICODE.get(random.nextInt(UNICODE.size()))
                            : HOSTILE.get(random.nextInt(HOSTILE.size())));
        }
        return cell.toString();
    }

    private static List<String[]> table(Random random, int columns, boolean unicode) {
        return IntStream.range(0, 1 + random.nextInt(8))
                .mapToObj(row -> IntStream.range(0, columns)
                        .mapToObj(column -> cell(random, unicode))
                        .toArray(String[]::new))
                .toList();
    }

    private static List<List<String>> lists(List<String[]> rows) {
        return rows.stream().map(List::of).toList();
    }

    @Tag("slow")
    @Test
    void everyDialectGivesBackEveryCell() throws IOException {
        List<Charset> charsets = List.of(
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                StandardCharsets.UTF_16,
                StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 200; i++) {
            Random random = new Random(i);
            Charset charset = charsets.get(i % charsets.size());
            CsvFormat format = new CsvFormat(
                    ",;\t|".charAt(random.nextInt(4)), "\"'".charAt(random.nextInt(2)), charset, i % 3 > 0, false);
            int columns = 1 + random.nextInt(5);
            List<String[]> rows = table(random, columns, charset != StandardCharsets.ISO_8859_1);
            if (!format.header() && rows.get(0)[0].startsWith("\uFEFF")) {
                rows.get(0)[0] = "x"; // at the beginning of a file it is a byte order mark
            }
            List<String> names =
                    IntStream.range(0, columns).mapToObj(c -> "c" + c).toList();
            Path file = folder.resolve(i % 2 == 0 ? "t.csv" : "t.csv.gz");
            CsvSink.write(file, format, names, sink -> rows.forEach(row -> sink.row(0, row)));
            CsvSource source = CsvSource.open(file, format, BrokenRows.REFUSE);
            assertEquals(names, source.columns(), "case " + i);
            assertEquals(lists(rows), Tables.rows(source), "case " + i);
            if (i % 2 == 0 && charset != StandardCharsets.ISO_8859_1 && charset != StandardCharsets.UTF_16) {
                CsvFormat detected = CsvFormat.detect(Files.readAllBytes(file), true);
                assertEquals(charset, detected.charset(), "case " + i);
            }
        }
    }

    @Test
    void thousandsOfColumnsAndOneRow() {
        String[] row = IntStream.range(0, 5000)
                .mapToObj(i -> i % 7 == 0 ? "" : "v" + i)
                .toArray(String[]::new);
        List<String> names = IntStream.range(0, 5000).mapToObj(i -> "n" + i).toList();
        Path file = folder.resolve("wide.csv");
        CsvSink.write(file, CsvFormat.STANDARD, names, sink -> sink.row(0, row));
        TableSource source = TableFile.open(file);
        assertEquals(names, source.columns());
        assertEquals(List.of(Arrays.asList(row)), Tables.rows(source));
    }

    @Test
    void cellsAreQuotedOnlyWhereTheyMustBe() {
        CsvFormat comma = CsvFormat.STANDARD;
        CsvFormat other = comma.withDelimiter(';').withQuote('\'');
        assertEquals(",a,b c\n", line(comma, "", "a", "b c"));
        assertEquals("\"a,b\",x;y,\"a\"\"b\"\n", line(comma, "a,b", "x;y", "a\"b"));
        assertEquals("a,b;'x;y';a\"b;'it''s'\n", line(other, "a,b", "x;y", "a\"b", "it's"));
        assertEquals("\"\n\",\"\r\",\"a\r\nb\"\n", line(comma, "\n", "\r", "a\r\nb"));
        assertEquals("\"\"\"\",\"\"\"\"\"\", a \n", line(comma, "\"", "\"\"", " a "));
        assertEquals("\"#a\",#b,c#\n", line(comma, "#a", "#b", "c#"));
        // in a table of one column it would be an empty line, which is lost at the end of the file
        assertEquals("\"\"\n", line(comma, ""));
        assertEquals(",\n", line(comma, "", ""));
    }

    private static String line(CsvFormat format, String... cells) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CsvSink.write(out, format.withHeader(false), List.of(cells), sink -> sink.row(1, cells));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aStreamGetsTheSameBytesAsAFile() throws IOException {
        List<String[]> rows = List.of(new String[] {"a,b", ""}, new String[] {"\n", "é"});
        Path file = folder.resolve("t.csv");
        CsvSink.write(file, CsvFormat.STANDARD, List.of("x", "y"), sink -> rows.forEach(row -> sink.row(0, row)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CsvSink.write(out, CsvFormat.STANDARD, List.of("x", "y"), sink -> rows.forEach(row -> sink.row(0, row)));
        assertEquals("x,y\n\"a,b\",\n\"\n\",é\n", out.toString(StandardCharsets.UTF_8));
        assertEquals(out.toString(StandardCharsets.UTF_8), Files.readString(file));
    }
}
