package io.elbo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.elbo.data.number.NumberFile;
import io.elbo.data.number.NumberFileTest;
import io.elbo.data.number.NumberTable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages random valid files at random. Each must be read correctly or refused, without excessive memory. */
@Tag("slow")
class NumberFileFuzzTest {
    private static final int CASES = 2000;
    private static final long MOST_BYTES = 4 << 20;
    private static final List<String> TOKENS = List.of(
            "\"",
            ",",
            "\n",
            "\r",
            ";",
            "'",
            "(",
            ")",
            "{",
            "}",
            ":",
            "-1",
            "0",
            "9",
            "999999999",
            "2147483647",
            "L",
            "nan",
            "1e39",
            "1e-50",
            "<f8",
            ">i2",
            "|u1",
            "|O",
            "True",
            "shape",
            " ",
            "\u0000",
            "\u00FF",
            "\u00EF\u00BB\u00BF");

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    @Test
    void damagedNpyIsReadRightOrRefused() throws IOException {
        Path file = folder.resolve("fuzz.npy");
        int accepted = 0;
        for (int i = 0; i < CASES; i++) {
            Random random = new Random(i); // whose sequence Java specifies
            byte[] whole = npy(random);
            byte[] bytes = i % 10 == 0 ? whole : damaged(whole, random);
            NumberTable table = read(file, bytes, i);
            if (table != null) {
                accepted++;
                assertNoNumberIsLost(bytes, table, i);
            }
        }
        assertTrue(accepted > CASES / 10 && accepted < CASES / 2, accepted + " accepted");
    }

    @Test
    void damagedCsvIsReadRightOrRefused() throws IOException {
        Path file = folder.resolve("fuzz.csv");
        int accepted = 0;
        for (int i = 0; i < CASES; i++) {
            Random random = new Random(i);
            byte[] whole = csv(random);
            byte[] bytes = i % 10 == 0 ? whole : damaged(whole, random);
            NumberTable table = read(file, bytes, i);
            if (table != null) {
                accepted++;
                String text = new String(bytes, StandardCharsets.UTF_8);
                if (text.indexOf('"') < 0) { // else not for the split below
                    assertSameNumbers(text, table, i);
                }
                NumberFile.write(file, table);
                NumberFileTest.assertSameBits(
                        table.values(), NumberFile.read(file).values());
            }
        }
        assertTrue(accepted > CASES / 10 && accepted < CASES * 2 / 3, accepted + " accepted");
    }

    private NumberTable read(Path file, byte[] bytes, int i) throws IOException {
        Files.write(file, bytes);
        long before = threads.getCurrentThreadAllocatedBytes();
        NumberTable table = null;
        try {
            table = NumberFile.read(file);
        } catch (DataException e) {
            assertEquals(1, e.getMessage().lines().count(), "case " + i);
            assertTrue(e.getMessage().startsWith(file + ": "), "case " + i + ": " + e.getMessage());
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < MOST_BYTES, "case " + i + " allocated " + allocated + " bytes");
        return table;
    }

    /** Checks that the file ends in the numbers that were read, of the type and the order that its header names. */
    private static void assertNoNumberIsLost(byte[] file, NumberTable table, int i) {
        String header = new String(file, 0, Math.min(file.length, 128), StandardCharsets.ISO_8859_1);
        int at = header.indexOf("'descr': '") + 10;
        boolean big = header.charAt(at) == '>';
        char kind = header.charAt(at + 1);
        int size = header.charAt(at + 2) - '0';
        boolean fortran = header.contains("True");
        int rows = table.values().length;
        int columns = table.names().size();
        int begin = file.length - rows * columns * size;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int index = fortran ? column * rows + row : row * columns + column;
                long bits = 0;
                for (int b = 0; b < size; b++) {
                    bits = bits << 8 | file[begin + index * size + (big ? b : size - 1 - b)] & 0xFF;
                }
                int unused = 64 - 8 * size;
                float expected = kind == 'f'
                        ? size == 4 ? Float.intBitsToFloat((int) bits) : (float) Double.longBitsToDouble(bits)
                        : kind == 'i' ? bits << unused >> unused : Float.parseFloat(Long.toUnsignedString(bits));
                assertEquals(expected, table.values()[row][column], "case " + i);
            }
        }
    }

    private static void assertSameNumbers(String text, NumberTable table, int i) {
        String[] lines = text.stripTrailing().split("\r\n|\r|\n");
        assertEquals(lines.length - 1, table.values().length, "case " + i);
        for (int row = 0; row < table.values().length; row++) {
            String[] fields = lines[row + 1].split(",");
            float[] expected = new float[fields.length];
            for (int column = 0; column < fields.length; column++) {
                expected[column] = Float.parseFloat(fields[column]);
            }
            assertArrayEquals(expected, table.values()[row], "case " + i);
        }
    }

    private static byte[] npy(Random random) throws IOException {
        List<String> types =
                List.of("<f4", ">f4", "<f8", ">f8", "|i1", "<i2", ">i4", "<i8", "|u1", ">u2", "<u4", ">u8");
        String type = types.get(random.nextInt(types.size()));
        int rows = 1 + random.nextInt(8);
        int columns = 1 + random.nextInt(8);
        boolean flat = random.nextInt(4) == 0;
        String dictionary = "{'descr': '" + type + "', 'fortran_order': " + (random.nextBoolean() ? "True" : "False")
                + ", 'shape': (" + rows + "," + (flat ? "" : " " + columns) + "), }";
        int size = type.charAt(2) - '0';
        int numbers = flat ? rows : rows * columns;
        byte[] bytes = NpyTest.npy(1 + random.nextInt(3), dictionary, numbers * size);
        byte[] data = new byte[numbers * size];
        random.nextBytes(data);
        for (int i = 0; i < data.length; i++) { // most floats then are of a middling size
            if (type.charAt(1) == 'f' && i % size == (type.charAt(0) == '>' ? 0 : size - 1)) {
                data[i] = (byte) (random.nextBoolean() ? 0x3F : 0xBF);
            }
        }
        System.arraycopy(data, 0, bytes, bytes.length - data.length, data.length);
        return bytes;
    }

    private static byte[] csv(Random random) {
        int columns = 1 + random.nextInt(6);
        String end = random.nextBoolean() ? "\n" : "\r\n";
        StringBuilder text = new StringBuilder(
                IntStream.range(0, columns).mapToObj(c -> "z" + c).collect(Collectors.joining(",")));
        text.append(end);
        for (int row = 1 + random.nextInt(8); row > 0; row--) {
            text.append(random.doubles(columns)
                            .mapToObj(value -> Float.toString((float) (20 * value - 10)))
                            .collect(Collectors.joining(",")))
                    .append(end);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        int from = random.nextInt(bytes.length);
        switch (random.nextInt(6)) {
            case 0 -> bytes[from] = (byte) random.nextInt(256);
            case 1 -> bytes[random.nextInt(Math.min(80, bytes.length))] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes = Arrays.copyOf(bytes, from);
            case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(50));
            case 4 -> { // splice: a piece is moved to another place
                int length = random.nextInt(bytes.length - from) + 1;
                System.arraycopy(whole, from, bytes, random.nextInt(bytes.length - length + 1), length);
            }
            default -> { // a piece of syntax, put over what was there
                byte[] token = TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.ISO_8859_1);
                System.arraycopy(token, 0, bytes, from, Math.min(token.length, bytes.length - from));
            }
        }
        return bytes;
    }
}
