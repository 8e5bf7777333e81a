package io.elbo.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.DataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvStreamTest {
    /** Bytes that arrive in pieces; none is available between two pieces. */
    private static final class Pieces extends InputStream {
        private final Deque<byte[]> pieces = new ArrayDeque<>();
        private byte[] now = new byte[0];
        private int at;

        Pieces(String... texts) {
            for (String text : texts) {
                pieces.add(text.getBytes(StandardCharsets.UTF_8));
            }
        }

        @Override
        public int available() {
            return now.length - at;
        }

        @Override
        public int read() {
            if (at == now.length) {
                if (pieces.isEmpty()) {
                    return -1;
                }
                now = pieces.poll();
                at = 0;
            }
            return now[at++] & 0xFF;
        }

        @Override
        public int read(byte[] to, int from, int length) {
            int first = read();
            if (first < 0) {
                return -1;
            }
            int n = Math.min(length, 1 + now.length - at);
            to[from] = (byte) first;
            System.arraycopy(now, at, to, from + 1, n - 1);
            at += n - 1;
            return n;
        }
    }

    /** Records what a receiver gets, in order. */
    private static final class Events implements RowSink {
        private final List<String> all = new ArrayList<>();

        @Override
        public void row(long line, String[] cells) {
            all.add(line + ":" + String.join("|", cells));
        }

        @Override
        public void pause() {
            all.add("pause");
        }
    }

    private static CsvStream open(InputStream in, String... expected) {
        return CsvStream.open(in, "input", List.of(expected), null);
    }

    @Test
    void rowsAreGivenOnBeforeTheNextArrive() {
        CsvStream stream = open(new Pieces("a,b\n", "1,x\n", "2,", "y\n3,z\n", "4,w"));
        Events events = new Events();
        Reading reading = stream.read(events);
        assertEquals(List.of("a", "b"), stream.columns());
        // each row comes before the pause in which the stream waits for the next
        assertEquals(
                List.of("2:1|x", "pause", "pause", "3:2|y", "4:3|z", "pause", "pause", "5:4|w"),
                events.all.subList(0, events.all.size()));
        assertEquals(4, reading.rows());
    }

    @Test
    void aHeaderAloneWaitsForARowAndTellsTheFormatByIt() {
        CsvStream stream = open(new Pieces("a;b\n", "1,5;2,5\n"));
        assertEquals(';', stream.format().delimiter());
        assertEquals(',', stream.decimalMark());
    }

    @Test
    void expectedColumnsMakeAHeaderOfNumbers() {
        assertEquals(List.of("c0", "c1"), open(new Pieces("1,2\n3,4\n")).columns());
        CsvStream known = open(new Pieces("1,2\n3,4\n"), "2", "9");
        assertEquals(List.of("1", "2"), known.columns());
        Events events = new Events();
        assertEquals(1, known.read(events).rows());
        assertEquals("2:3|4", events.all.get(0));
    }

    @Test
    void brokenRowsAreToldAtOnceAndLeftOut() {
        List<String> told = new ArrayList<>();
        Events events = new Events();
        CsvStream stream = CsvStream.open(new Pieces("a,b\n1,2\n", "3\n", "5,6\n"), "input", List.of(), row -> {
            told.add(row.toString());
            events.all.add("broken");
        });
        Reading reading = stream.read(events);
        assertEquals(List.of("line 3: has 1 cell; the table has 2"), told);
        assertEquals(2, reading.rows());
        assertEquals(1, reading.broken());
        assertTrue(events.all.indexOf("broken") < events.all.indexOf("4:5|6"));

        CsvStream strict = open(new Pieces("a,b\n1,2\n", "3\n", "5,6\n"));
        DataException refused = assertThrows(DataException.class, () -> strict.read(events));
        assertTrue(refused.getMessage().startsWith("input: line 3: has 1 cell; the table has 2"), refused.getMessage());
    }

    @Test
    void whatIsNoTableIsRefused() {
        DataException empty = assertThrows(DataException.class, () -> open(new Pieces()));
        assertEquals("input: is empty; a table is needed", empty.getMessage());
        DataException packed =
                assertThrows(DataException.class, () -> open(new ByteArrayInputStream(new byte[] {0x1F, (byte) 0x8B})));
        assertTrue(packed.getMessage().contains("gzip"), packed.getMessage());
        CsvStream once = open(new Pieces("a,b\n1,2\n"));
        once.read(new Events());
        assertThrows(IllegalStateException.class, () -> once.read(new Events()));
        byte[] mixed = "a,b\n1,2\n".concat("x".repeat(1 << 17)).getBytes(StandardCharsets.UTF_8);
        mixed[mixed.length - 1] = (byte) 0xE9;
        CsvStream coded = open(new ByteArrayInputStream(mixed));
        DataException notText = assertThrows(DataException.class, () -> coded.read(new Events()));
        assertTrue(notText.getMessage().contains("is not text in UTF-8"), notText.getMessage());
    }

    @Test
    void whatIsWrongAtTheBeginningNamesTheInput() {
        byte[] zeros = {'a', ',', 0, 0, 'b', '\n', 0, '1', '\n', '2', '\n'};
        DataException notText = assertThrows(DataException.class, () -> open(new ByteArrayInputStream(zeros)));
        assertEquals("input: is not text (it has bytes of zero)", notText.getMessage());
        DataException blank = assertThrows(DataException.class, () -> open(new Pieces("\n\n")));
        assertEquals("input: is empty; a table is needed", blank.getMessage());
        CsvOptions semicolons = CsvOptions.defaults().withDelimiter(';').withQuote('"');
        DataException open = assertThrows(
                DataException.class,
                () -> CsvStream.open(new Pieces("a;\"b\"c\n1;2\n"), "input", List.of(), semicolons, null));
        assertTrue(open.getMessage().startsWith("input: line 1: "), open.getMessage());
    }

    @Test
    void aFirstLineOfAnyLengthIsReadWhole() {
        List<String> names = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < 9000; i++) {
            names.add("größe-" + i);
            cells.add(i + ".5");
        }
        String text = String.join(",", names) + "\n" + String.join(",", cells) + "\n";
        CsvStream stream = open(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertEquals(names, stream.columns());
        assertEquals(1, stream.read(new Events()).rows());
    }

    @Test
    void aLetterThatIsCutByTheEndOfWhatIsThereDoesNotChangeTheEncoding() {
        byte[] text = ("a,b\n" + "é,1\n".repeat(40_000)).getBytes(StandardCharsets.UTF_8);
        for (int shift = 0; shift < 5; shift++) {
            byte[] shifted =
                    ("x".repeat(shift) + new String(text, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
            CsvStream stream = open(new ByteArrayInputStream(shifted));
            assertEquals(StandardCharsets.UTF_8, stream.format().charset());
            assertEquals(40_000, stream.read(new Events()).rows());
        }
    }

    @Test
    void aStreamInAnyPiecesHasTheRowsOfTheFile(@TempDir Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        String[] parts = {"x", "7", ",", "\"", "\"\"", "é", "\n", "\r\n", " ", "-1.5", "漢"};
        for (int trial = 0; trial < 300; trial++) {
            StringBuilder text = new StringBuilder("one,two\n1,2\n");
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            List<String> pieces = new ArrayList<>();
            int at = 0;
            while (at < text.length()) {
                int end = Math.min(text.length(), at + 1 + random.nextInt(12));
                pieces.add(text.substring(at, end));
                at = end;
            }
            Path file = folder.resolve("t.csv");
            Files.writeString(file, text);
            CsvStream stream =
                    CsvStream.open(new Pieces(pieces.toArray(String[]::new)), "input", List.of(), broken -> {});
            Events streamed = new Events();
            Reading reading = stream.read(streamed);
            Events read = new Events();
            Reading expected =
                    CsvSource.open(file, stream.format(), BrokenRows.SKIP).read(read);
            streamed.all.removeIf("pause"::equals);
            assertEquals(read.all, streamed.all, text.toString());
            assertEquals(expected, reading);
        }
    }
}
