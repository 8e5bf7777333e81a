package io.elbo.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.DataException;
import io.elbo.data.table.BrokenRows;
import io.elbo.formats.JsonScanner.Kind;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random objects, written here with random blanks and escapes. Valid objects are read as written; damaged ones are reported. */
class JsonScannerTest {
    private static final String BLANKS = " \t\n\r";
    private static final List<String> LINE_ENDS = List.of("\n", "\r\n", "\r");
    private static final List<String> NUMBERS =
            List.of("0", "-0", "1.50", "-12e-3", "1E5", "12345678901234567890", "0.1e+10", "NaN");
    private static final List<String> CHARACTERS =
            List.of("a", "\u00E9", "\u20AC", "\uD83D\uDE00", "\"", "\\", "\n", "/", "{", "]", ",", " ");
    private static final String SPOIL = "\"{}[],:\\/'0-+.eE xnN\t\u0007\u00E9\u2028\uD83D";

    private final Random random = new Random(20);

    @TempDir
    Path folder;

    /** A value, as written and as expected when read. */
    private record Value(Kind kind, String written, String read) {}

    private record Written(Map<String, Value> members, String text) {}

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** @param nested whether it is read as JSON text, with only the necessary escapes */
    private Value text(boolean nested) {
        StringBuilder written = new StringBuilder();
        StringBuilder read = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            String character = one(CHARACTERS);
            String escaped = character.equals("\n") ? "\\n" : "\\" + character;
            boolean must = "\"\\\n".contains(character);
            if (random.nextInt(4) == 0) {
                String code = one(List.of("\\u%04x", "\\u%04X"));
                character.chars().forEach(c -> written.append(String.format(code, c)));
            } else {
                written.append(must || character.equals("/") && random.nextBoolean() ? escaped : character);
            }
            read.append(nested && must ? escaped : character);
        }
        return new Value(Kind.TEXT, "\"" + written + "\"", nested ? "\"" + read + "\"" : read.toString());
    }

    private Value value(int depth, String blanks) {
        boolean nested = depth > 0;
        String number = one(NUMBERS);
        String truth = String.valueOf(random.nextBoolean());
        return switch (random.nextInt(depth < 4 ? 9 : 7)) {
            case 0, 1 -> text(nested);
            case 2, 3 -> new Value(Kind.NUMBER, number, number);
            case 4 -> new Value(Kind.TRUTH, truth, truth);
            case 5 -> new Value(Kind.NULL, "null", nested ? "null" : "");
            case 6 -> new Value(Kind.NUMBER, "-Infinity", nested ? "-Infinity" : "-inf");
            default -> nested(random.nextBoolean(), depth, blanks);
        };
    }

    private Value nested(boolean object, int depth, String blanks) {
        List<String> written = new ArrayList<>();
        List<String> read = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Value key = text(true);
            Value value = value(depth + 1, blanks);
            written.add(object ? member(key, value, blanks) : value.written + some(blanks));
            read.add((object ? key.read + ":" : "") + value.read);
        }
        String open = object ? "{" : "[";
        String close = object ? "}" : "]";
        return new Value(
                Kind.NESTED,
                open + some(blanks) + String.join("," + some(blanks), written) + close,
                open + String.join(",", read) + close);
    }

    private String member(Value key, Value value, String blanks) {
        return key.written + some(blanks) + ":" + some(blanks) + value.written + some(blanks);
    }

    private String some(String blanks) {
        StringBuilder some = new StringBuilder();
        for (int i = random.nextInt(6); i > 3; i--) {
            some.append(blanks.charAt(random.nextInt(blanks.length())));
        }
        return some.toString();
    }

    private Written object(String blanks) {
        Map<String, Value> members = new LinkedHashMap<>();
        List<String> written = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            Value key = text(false);
            Value value = value(0, blanks);
            if (members.putIfAbsent(key.read, value) == null) {
                written.add(member(key, value, blanks));
            }
        }
        return new Written(members, "{" + some(blanks) + String.join("," + some(blanks), written) + "}");
    }

    private List<Written> objects(String blanks) {
        List<Written> all = new ArrayList<>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            all.add(object(blanks));
        }
        return all;
    }

    private static void assertRead(Written object, JsonScanner read) {
        assertNull(read.broken(), object.text);
        assertEquals(List.copyOf(object.members.keySet()), read.keys());
        assertEquals(object.members.values().stream().map(Value::kind).toList(), read.kinds());
        assertEquals(object.members.values().stream().map(Value::read).toList(), read.values());
    }

    private static void assertRead(List<Written> objects, List<Long> lines, String text) throws IOException {
        JsonScanner read = new JsonScanner(new StringReader(text));
        for (int i = 0; i < objects.size(); i++) {
            assertTrue(read.next(), text);
            assertRead(objects.get(i), read);
            assertEquals(lines.get(i), read.line(), text);
        }
        assertFalse(read.next(), text);
        assertFalse(read.next(), text);
    }

    /** Returns the number of the line in which a text ends. */
    private static long lines(CharSequence text) {
        return text.toString().split("\r\n|\r|\n", -1).length;
    }

    @Test
    void objectsOnLinesAreWhatWasWritten() throws IOException {
        for (int trial = 0; trial < 500; trial++) {
            List<Written> objects = objects(" \t");
            StringBuilder text = new StringBuilder();
            List<Long> lines = new ArrayList<>();
            for (Written object : objects) {
                text.append(some(" \t\n"));
                lines.add(lines(text));
                text.append(object.text).append(some(" \t")).append(one(LINE_ENDS));
            }
            text.append(some(BLANKS));
            assertRead(objects, lines, text.toString());
        }
    }

    @Test
    void objectsOfAnArrayAreWhatWasWritten() throws IOException {
        for (int trial = 0; trial < 500; trial++) {
            List<Written> objects = objects(BLANKS);
            StringBuilder text = new StringBuilder(some(BLANKS) + "[");
            List<Long> lines = new ArrayList<>();
            for (Written object : objects) {
                text.append(some(BLANKS));
                lines.add(lines(text));
                text.append(object.text).append(some(BLANKS)).append(',');
            }
            text.setCharAt(text.length() - 1, ']');
            assertRead(objects, lines, text + some(BLANKS));
        }
    }

    /** Damages one to three places: changed, added or removed characters. */
    private String spoilt(String text) {
        StringBuilder spoilt = new StringBuilder(text);
        for (int i = 1 + random.nextInt(3); i > 0 && spoilt.length() > 0; i--) {
            int at = random.nextInt(spoilt.length());
            String other = random.nextInt(3) == 0 ? "" : "" + SPOIL.charAt(random.nextInt(SPOIL.length()));
            spoilt.replace(at, at + random.nextInt(2), other);
        }
        return spoilt.toString();
    }

    private static void assertBrief(String message) {
        assertEquals(1, message.lines().count(), message);
        assertFalse(message.matches(".*(Source|Feature|code \\d|JSON String).*"), message);
    }

    @Test
    @Tag("slow")
    void aSpoiltLineCostsNoOther() throws IOException {
        int broken = 0;
        for (int trial = 0; trial < 2000; trial++) {
            Written before = object(" ");
            Written after = object(" ");
            String spoilt = "{" + spoilt(object(" ").text.substring(1));
            String end = one(LINE_ENDS);
            JsonScanner read = new JsonScanner(new StringReader(before.text + end + spoilt + end + after.text));
            assertTrue(read.next());
            assertRead(before, read);
            assertTrue(read.next());
            assertEquals(2, read.line());
            if (read.broken() != null) {
                broken++;
                assertBrief(read.broken());
                assertTrue(read.broken().length() < 200, read.broken());
            }
            assertTrue(read.next(), spoilt);
            assertRead(after, read);
            assertEquals(3, read.line());
            assertFalse(read.next());
        }
        assertTrue(broken > 1000, broken + " of 2000 spoilt lines are broken");
    }

    @Test
    @Tag("slow")
    void aSpoiltFileIsATableOrIsRefusedInOneLine() throws IOException {
        Path file = folder.resolve("spoilt.json");
        Map<Boolean, Integer> tables = new HashMap<>();
        for (int trial = 0; trial < 600; trial++) {
            boolean array = trial % 2 == 0;
            List<String> objects =
                    objects(array ? BLANKS : " ").stream().map(Written::text).toList();
            byte[] bytes = spoilt(array ? "[" + String.join(",", objects) + "]" : String.join("\n", objects))
                    .getBytes(StandardCharsets.UTF_8);
            if (trial % 5 == 0 && bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, trial % 7 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes);
            tables.merge(isTable(file, one(List.of(BrokenRows.values()))), 1, Integer::sum);
        }
        assertTrue(tables.get(true) > 50 && tables.get(false) > 200, tables.toString());
    }

    /** Reads twice the limit of an object in little memory. */
    @Test
    @Tag("slow")
    void whatDoesNotEndCostsItsLineOnly() throws IOException {
        for (String begin : List.of("{\"a\":\"", "{\"a\":1", "{\"", "{\"a\":[\"", "{\"a\":[1,11", "{\"a\":x")) {
            String again = begin.endsWith("11") ? ",11" : "1";
            try (Reader endless = new SequenceReader(begin, again, (1 << 27) / again.length(), "\n{\"b\":2}")) {
                JsonScanner read = new JsonScanner(endless);
                assertTrue(read.next());
                assertTrue(read.broken()
                        .matches(".* more than \\d+ characters|is longer than .*|'x1+\\.\\.\\.' is not a value"));
                assertTrue(read.next());
                assertEquals(List.of("b"), read.keys());
                assertEquals(2, read.line());
            }
        }
    }

    /** A text with a beginning, a repeated part, and an end. */
    private static final class SequenceReader extends Reader {
        private final Reader begin;
        private final Reader end;
        private final String again;
        private final long most;
        private long at;

        private SequenceReader(String begin, String again, int times, String end) {
            this.begin = new StringReader(begin);
            this.again = again;
            this.most = (long) times * again.length();
            this.end = new StringReader(end);
        }

        @Override
        public int read(char[] to, int from, int length) throws IOException {
            int n = begin.read(to, from, length);
            if (n >= 0) {
                return n;
            }
            if (at == most) {
                return end.read(to, from, length);
            }
            int more = (int) Math.min(length, most - at);
            for (int i = 0; i < more; i++) {
                to[from + i] = again.charAt((int) (at++ % again.length()));
            }
            return more;
        }

        @Override
        public void close() {}
    }

    private static boolean isTable(Path file, BrokenRows brokenRows) {
        try {
            TypedSource source = JsonFile.open(file, brokenRows);
            source.read((line, cells) -> assertEquals(source.columns().size(), cells.length));
            return true;
        } catch (DataException e) {
            assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
            assertBrief(e.getMessage());
            return false;
        }
    }
}
