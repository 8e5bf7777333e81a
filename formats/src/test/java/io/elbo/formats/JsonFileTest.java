package io.elbo.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.DataException;
import io.elbo.data.table.BrokenRow;
import io.elbo.data.table.BrokenRows;
import io.elbo.data.table.Column;
import io.elbo.data.table.ColumnType;
import io.elbo.data.table.CsvOptions;
import io.elbo.data.table.NumberStyle;
import io.elbo.data.table.Reading;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFileTest {
    @TempDir
    Path folder;

    private TypedSource open(String text) throws IOException {
        return JsonFile.open(Files.writeString(folder.resolve("t.jsonl"), text), BrokenRows.REFUSE);
    }

    private List<List<String>> rows(String text) throws IOException {
        return Cells.rows(open(text));
    }

    @Test
    void numbersKeepTheirDigitsAndNullIsNothing() throws IOException {
        assertEquals(
                List.of(List.of("1.50", "-0", "1E5", "12345678901234567890", "true", "", "")),
                rows("{\"a\":1.50,\"b\":-0,\"c\":1E5,\"d\":12345678901234567890,\"e\":true,\"f\":null,\"g\":\"\"}"));
        assertEquals(List.of(List.of("NaN", "inf", "-inf")), rows("{\"a\":NaN,\"b\":Infinity,\"c\":-Infinity}"));
    }

    @Test
    void textsAreUnescaped() throws IOException {
        assertEquals(
                List.of(List.of("\"\\/\b\f\n\r\t\u00E9\uD83D\uDE00")),
                rows("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"}"));
    }

    @Test
    void columnsAreAllKeysInTheOrderOfTheirFirst() throws IOException {
        TypedSource source = open("{\"b\":1}\n\n{\"a\":\"x\",\"b\":2.5}\r\n{}\n");
        assertEquals(List.of("b", "a"), source.columns());
        assertEquals(List.of(List.of("1", ""), List.of("2.5", "x"), List.of("", "")), Cells.rows(source));
        List<Long> lines = new ArrayList<>();
        source.read((line, cells) -> lines.add(line));
        assertEquals(List.of(1L, 3L, 4L), lines);
        assertEquals(List.of(StoredType.NUMBER, StoredType.TEXT), source.stored());
        assertEquals(
                List.of(StoredType.WHOLE, StoredType.TRUTH, StoredType.TEXT),
                open("{\"a\":1,\"b\":true,\"c\":null}\n{\"a\":-7,\"c\":\"\"}").stored());
    }

    @Test
    void anArrayMayHaveLineBreaksAnywhere() throws IOException {
        String text = "\uFEFF [\n {\n\"a\" : 1 },\r\n{ \"a\":\n2}\n]\n";
        TypedSource source = open(text);
        assertEquals(List.of(List.of("1"), List.of("2")), Cells.rows(source));
        List<Long> lines = new ArrayList<>();
        source.read((line, cells) -> lines.add(line));
        assertEquals(List.of(2L, 4L), lines);
    }

    @Test
    void whatIsNestedBecomesItsJsonText() throws IOException {
        TypedSource source =
                open("{\"a\": [1.50, {\"b\": \"x \\\" \\u00E9\"}, null,\tNaN, -Infinity, 1E5], \"c\": { }}\n");
        assertEquals(
                List.of(List.of("[1.50,{\"b\":\"x \\\" \u00E9\"},null,NaN,-Infinity,1E5]", "{}")), Cells.rows(source));
        assertEquals(2, source.notes().size());
        assertTrue(
                source.notes().get(0).startsWith("column a holds lists or objects"),
                source.notes().get(0));
    }

    @Test
    void packedAndUnnamedFilesAreKnown() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("{\"a\":1}\n".getBytes(StandardCharsets.UTF_8));
        }
        for (String name : List.of("t.jsonl.gz", "t.txt", "t")) {
            Path file = Files.write(folder.resolve(name), bytes.toByteArray());
            assertEquals(List.of(List.of("1")), Cells.rows(Tables.open(file, CsvOptions.defaults())), name);
        }
        Path file = Files.writeString(folder.resolve("brackets.csv"), "[a],{b}\n1,2\n");
        assertEquals(
                List.of("[a]", "{b}"), Tables.open(file, CsvOptions.defaults()).columns());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
        {"a":1}#{"a":2               ~ line 2: a comma or } after the value of 'a' is needed, not the end of the file
        {"a":1}#{"a":2,##{"a":3}     ~ line 2: a key in double quotes is needed, not the end of the line
        {"a":1}#[1]                  ~ line 2: an object is needed, as on every line, not '['
        {"a":1} {"a":2}              ~ line 1: continues after its object with '{'
        {"a":1,"a":2}                ~ line 1: has the key 'a' twice
        {'a':1}                      ~ line 1: a key in double quotes is needed, not '''
        {"a":01}                     ~ line 1: the value of 'a' is a number with a leading zero, which JSON does not allow
        {"a":+1}                     ~ line 1: the value of 'a' is a number with a plus sign, which JSON does not allow
        {"a":1.}                     ~ line 1: the value of 'a' is not a JSON number, such as 0.5 or -1e3
        {"a":[-]}                    ~ line 1: the value is not a JSON number, such as 0.5 or -1e3
        {"a":1e                      ~ line 1: the value of 'a' is not a JSON number, such as 0.5 or -1e3
        {"a":+Infinity}              ~ line 1: '+Infinity' is not a value
        {"a":[-INF]}                 ~ line 1: '-INF' is not a value
        {"a":yes}                    ~ line 1: 'yes' is not a value
        {"a":}                       ~ line 1: a value is needed, not '}'
        {"a" 1}                      ~ line 1: a colon after the key 'a' is needed, not '1'
        {"a":1 "b":2}                ~ line 1: a comma or } after the value of 'a' is needed, not '"'
        {"a":1,}                     ~ line 1: a key in double quotes is needed, not '}'
        {"a":[                       ~ line 1: a value or ] is needed, not the end of the file
        {"a":[1,                     ~ line 1: a value is needed, not the end of the file
        {"a":[1 2]}                  ~ line 1: a comma or ] is needed, not '2'
        {"a":1 /* one */}            ~ line 1: '/' is outside of texts; JSON has no comments
        {"a":1#}                     ~ line 1: a comma or } after the value of 'a' is needed, not the end of the line; an object may span
        {"a":1} oops                 ~ line 1: continues after its object with 'oops'
        {"a":"x#"}                   ~ line 1: a text is not closed
        {"a":"\\x"}                  ~ line 1: a text has \\ before 'x'
        {"a":"\\u12g4"}              ~ line 1: a text has \\u without four hexadecimal digits
        {"a":[1,2}                   ~ line 1: a comma or ] is needed, not '}'
        {#"a":1}                     ~ line 1: a key in double quotes is needed, not the end of the line
        [{"a":1},#{"a":2]            ~ line 2: a comma or } after the value of 'a' is needed, not ']'
        [{"a":1}#{"a":2}]            ~ line 2: a comma or ] after the object before is needed, not '{'
        [#{"a":1}#                   ~ line 3: a comma or ] after the object before is needed, not the end of the file
        [{"a":1},#]                  ~ line 2: an object of the array is needed, not ']'
        [{"a":1},{#'b':1}]           ~ line 2: a key in double quotes is needed, not '''
        [{"a":"x#"}]                 ~ line 1: a text is not closed
        [{"a":1}]#{"a":1}            ~ line 2: continues after the array with '{'
        [{"a":1}]#x                  ~ line 2: continues after the array with 'x'
        [{"a":1},#7]                 ~ line 2: an object of the array is needed, not '7'
        []                           ~ has no objects with keys
        {}                           ~ has no objects with keys
        """)
    void whatIsNoTableIsNamedWithItsLine(String text, String message) throws IOException {
        String written = text.strip().replace('#', '\n').replace("\\\\", "\\");
        DataException e = assertThrows(DataException.class, () -> rows(written));
        assertTrue(e.getMessage().contains("t.jsonl: " + message.strip().replace("\\\\", "\\")), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void whatIsTooLongOrTooDeepIsNamed() throws IOException {
        String digits = "1".repeat(1000);
        assertEquals(List.of(List.of(digits)), rows("{\"a\":" + digits + "}"));
        refused("{\"a\":-1." + digits + "}", "has a number of more than 1000 characters");
        refused("[{\"a\":[1" + digits + "]}]", "has a number of more than 1000 characters");
        String deep = "[".repeat(200) + "]".repeat(200);
        for (String around : List.of("%s", "[%s]")) {
            String fits = String.format(around, "{\"a\":" + deep + "}");
            assertEquals(List.of(List.of(deep)), rows(fits));
            refused(fits.replace(deep, "[" + deep + "]"), "has lists or objects more than 200 deep");
        }
    }

    private void refused(String text, String message) {
        DataException e = assertThrows(DataException.class, () -> rows(text));
        assertTrue(e.getMessage().contains("t.jsonl: line 1: " + message), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void brokenLinesAreCountedWhereTheyMayBeSkipped() throws IOException {
        Path file = Files.writeString(
                folder.resolve("t.jsonl"), "{\"a\":1}\n{\"b\":1,\"a\":\noops\n{\"a\":2}\n{\"a\":3} x");
        TableSource source = JsonFile.open(file, BrokenRows.SKIP);
        assertEquals(List.of("a"), source.columns());
        Reading reading = source.read((line, cells) -> {});
        assertEquals(2, reading.rows());
        assertEquals(
                List.of(2L, 3L, 5L),
                reading.firstBroken().stream().map(BrokenRow::line).toList());
        DataException e = assertThrows(DataException.class, () -> JsonFile.open(file, BrokenRows.REFUSE));
        assertTrue(e.getMessage().contains("line 2: ") && e.getMessage().contains("line 5: "), e.getMessage());
    }

    @Test
    void filesThatAreNoTextAreRefused() throws IOException {
        Path latin = Files.write(folder.resolve("l.json"), new byte[] {'{', '"', (byte) 0xE9, '"', ':', '1', '}'});
        DataException e = assertThrows(DataException.class, () -> Tables.open(latin, CsvOptions.defaults()));
        assertTrue(e.getMessage().contains("l.json: near line 1: is not text in UTF-8"), e.getMessage());
        e = assertThrows(DataException.class, () -> Tables.open(folder, CsvOptions.defaults()));
        assertTrue(e.getMessage().contains("is a folder"), e.getMessage());
        e = assertThrows(DataException.class, () -> Tables.open(folder.resolve("none.json"), CsvOptions.defaults()));
        assertTrue(e.getMessage().contains("none.json: there is no such file"), e.getMessage());
        Path json = Files.writeString(folder.resolve("t.json"), "{\"a\":1}");
        e = assertThrows(
                DataException.class,
                () -> Tables.open(json, CsvOptions.defaults().withDelimiter(';')));
        assertTrue(e.getMessage().contains("t.json: delimiter, quote"), e.getMessage());
    }

    /** Cuts and changes a file at every byte. It must be read, or refused in one line that names the file. */
    @Test
    @Tag("slow")
    void damagedFilesAreReadOrRefused() throws IOException {
        byte[] lines = ("{\"name\": \"\u00E9\\u00e9\\n\", \"n\": -1.5e3, \"list\": [1, {\"x\": null}]}\n"
                        + "{\"n\": 2, \"t\": true}\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] array = ("[" + new String(lines, StandardCharsets.UTF_8).replaceFirst("\n", ",\n") + "]")
                .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(1);
        for (byte[] whole : List.of(lines, array)) {
            int tables = 0;
            for (int i = 0; i < whole.length; i++) {
                tables += tables(Arrays.copyOf(whole, i));
                for (int change = 0; change < 4; change++) {
                    byte[] bytes = whole.clone();
                    bytes[i] =
                            change == 0 ? (byte) random.nextInt(256) : (byte) "\"{}[],:\\\n".charAt(random.nextInt(9));
                    tables += tables(bytes);
                }
            }
            // most damage makes the JSON invalid; inside a text or a number it does not
            double part = tables / (10.0 * whole.length);
            assertTrue(part > 0.1 && part < 0.6, part + " are tables");
        }
    }

    /** Returns in how many of the two ways the file is read as a table. */
    private int tables(byte[] bytes) throws IOException {
        int tables = 0;
        Path file = Files.write(folder.resolve("damaged.json"), bytes);
        for (BrokenRows way : BrokenRows.values()) {
            try {
                TableSource source = JsonFile.open(file, way);
                int columns = source.columns().size();
                source.read((line, cells) -> assertEquals(columns, cells.length));
                tables++;
            } catch (DataException e) {
                assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            }
        }
        return tables;
    }

    @Test
    void writtenNumbersAreNumbersAndAllElseIsText() throws IOException {
        Schema schema = new Schema(List.of(
                new Column("n", new ColumnType.Real(NumberStyle.SHORTEST), List.of("", "NA")),
                new Column("yes", new ColumnType.Flag("false", "true"), List.of("")),
                new Column("level", new ColumnType.Category(List.of("1", "2")), List.of("?"))));
        Path file = folder.resolve("out.jsonl");
        JsonFile.write(
                file,
                TableLayout.of(schema),
                Cells.content(List.of(
                        List.of("1.50", "true", "1"),
                        List.of("1,234.5", "", "?"),
                        List.of("NA", "x", ""),
                        List.of("abc", "false", "\uD800\u0000\""))));
        assertEquals(
                List.of(
                        "{\"n\": 1.50, \"yes\": true, \"level\": \"1\"}",
                        "{\"n\": 1234.5, \"yes\": null, \"level\": null}",
                        "{\"n\": null, \"yes\": \"x\", \"level\": null}",
                        "{\"n\": \"abc\", \"yes\": false, \"level\": \"\\ud800\\u0000\\\"\"}"),
                Files.readAllLines(file));
        JsonFile.write(folder.resolve("empty.json"), TableLayout.of(schema), sink -> {});
        assertEquals("[]\n", Files.readString(folder.resolve("empty.json")));
    }

    @Test
    void aFileThatIsNotFinishedLeavesTheOldOne() throws IOException {
        Path file = Files.writeString(folder.resolve("old.jsonl"), "old");
        assertThrows(
                IllegalStateException.class,
                () -> JsonFile.write(file, TableLayout.of(List.of("a"), StoredType.TEXT), sink -> {
                    sink.row(1, new String[] {"x"});
                    throw new IllegalStateException("stopped");
                }));
        assertEquals("old", Files.readString(file));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }
}
