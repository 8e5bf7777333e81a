package io.elbo.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.elbo.Tiny;
import io.elbo.Vae;
import io.elbo.test.Failures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    private static final String NAME = "some.safetensors";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve(NAME);
    }

    /** A file of this header, as it is, and these values. */
    private void put(String header, float... values) {
        put(header.getBytes(StandardCharsets.UTF_8), values);
    }

    private void put(byte[] header, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + 4 * values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header);
        for (float v : values) {
            bytes.putFloat(v);
        }
        write(bytes.array());
    }

    private void write(byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatIsWrittenIsReadAndTheSameFileAgain() throws IOException {
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        float[] many = new float[300_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = i * 0.5f - 7;
        }
        tensors.put("b", new Safetensors.Tensor(List.of(2, 3), new float[] {1, -2, 3e-42f, -0.0f, 5, Float.MAX_VALUE}));
        tensors.put("a.weight", new Safetensors.Tensor(List.of(1000, 300), many));
        Map<String, String> metadata = Map.of("spec", "{\"quotes\": \"and \u00e9 \ud83d\ude00\n\"}");
        new Safetensors(metadata, tensors).write(file);
        Safetensors back = Safetensors.read(file);
        assertEquals(metadata, back.metadata());
        assertEquals(List.of("b", "a.weight"), List.copyOf(back.tensors().keySet()));
        assertEquals(List.of(1000, 300), back.tensors().get("a.weight").shape());
        assertArrayEquals(many, back.tensors().get("a.weight").values());
        assertArrayEquals(tensors.get("b").values(), back.tensors().get("b").values());
        byte[] first = Files.readAllBytes(file);
        back.write(file);
        assertArrayEquals(first, Files.readAllBytes(file));
        // the values are aligned, as Python's reader wants them for mapping
        assertEquals(0, ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8);
    }

    @Test
    void headersOfOtherWritersAreRead() {
        put(
                " {\"second\" : {\"data_offsets\":[4,12], \"shape\":[2,1],\"dtype\":\"F32\"},\n\t\"first\": "
                        + "{\"shape\": [1], \"dtype\": \"F32\", \"data_offsets\": [0, 4]}}   ",
                1,
                2,
                3);
        Safetensors read = Safetensors.read(file);
        assertEquals(Map.of(), read.metadata());
        assertArrayEquals(new float[] {1}, read.tensors().get("first").values());
        assertArrayEquals(new float[] {2, 3}, read.tensors().get("second").values());
        put("{}");
        assertEquals(Map.of(), Safetensors.read(file).tensors());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"F32\" | \"F16\" | a.dtype | F32",
                "\"F32\" | null | a.dtype | F32",
                "\"F32\" | 32 | a.dtype | F32",
                "\"F32\" | \"f32\" | a.dtype | F32",
                "\"dtype\" | \"type\" | a.dtype | F32",
                "[2] | [3] | a.data_offsets | [3]",
                "[2] | [0] | a.shape | at least 1",
                "[2] | [-2] | a.shape | at least 1",
                "[2] | [2.0] | a.shape | whole",
                "[2] | [\"2\"] | a.shape | whole",
                "[2] | [null] | a.shape | whole",
                "[2] | 2 | a.shape | list",
                "[2] | {} | a.shape | list",
                "[2] | [] | a.data_offsets | hold",
                "[2] | [2,1,1,1,1,1,1,1,1] | a.shape | 8",
                "[2] | [2147483647,2147483647,4] | a.shape | too large",
                "[2] | [1073741824,1073741824,16] | a.shape | too large",
                "[2] | [99999999999] | a.shape | whole",
                "[2] | [1e1] | a.shape | whole",
                "\"shape\" | \"form\" | a.shape | list",
                "[0,8] | [0,4] | a.data_offsets | [0,4]",
                "[0,8] | [-8,0] | a.data_offsets | hold",
                "[0,8] | [8,0] | a.data_offsets | hold",
                "[0,8] | [4,12] | a: data_offsets | 4",
                "[0,8] | [0,8,9] | a.data_offsets | two whole numbers",
                "[0,8] | [0] | a.data_offsets | two whole numbers",
                "[0,8] | 8 | a.data_offsets | two whole numbers",
                "[0,8] | [0.0,8.0] | a.data_offsets | two whole numbers",
                "[0,8] | [9223372036854775800,9223372036854775807] | a.data_offsets | hold",
                "[0,8] | [9223372036854775807,-9223372036854775801] | a.data_offsets | hold",
                "[0,8] | [0,99999999999999999999] | a.data_offsets | two whole numbers",
                "\"data_offsets\" | \"offsets\" | a.data_offsets | two whole numbers",
                "[8,12] | [4,8] | b: data_offsets | 4",
                "[8,12] | [12,16] | b: data_offsets | 12",
                "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]} | 3 | b.dtype | F32",
                "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]} | null | b.dtype | F32",
                "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]} | [] | b.dtype | F32",
                ",\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]} |  | 12 bytes | 8",
                "\"b\": | \"a\": | uplicate | a",
                "\"dtype\": | \"dtype\":\"F32\",\"dtype\": | uplicate | dtype",
                "{\"k\":\"v\"} | {\"k\":1} | __metadata__.k | text",
                "{\"k\":\"v\"} | {\"k\":null} | __metadata__.k | text",
                "{\"k\":\"v\"} | [] | __metadata__ | texts",
                "{\"k\":\"v\"} | null | __metadata__ | texts",
                "{\"k\":\"v\"} | {\"k\":\"v\",\"k\":\"w\"} | uplicate | k",
                "{\"k\":\"v\"} | {\"a\\nb\":1} | __metadata__.a\\nb | text",
                "\"b\": | \"b\\u000ac\": | b\\nc | name",
                "}} | }}} | header | JSON",
                "}} | }}x | header | JSON",
                "}} | } | header | too early",
            })
    void everySpoiledFieldIsNamed(String replaced, String by, String part, String other) {
        String header =
                "{\"__metadata__\":{\"k\":\"v\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}";
        put(header, 1, 2, 3);
        assertEquals(2, Safetensors.read(file).tensors().size());
        // the first of its kind only
        int at = header.indexOf(replaced);
        put(header.substring(0, at) + (by == null ? "" : by) + header.substring(at + replaced.length()), 1, 2, 3);
        Failures.refused(() -> Safetensors.read(file), NAME, part, other);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void valuesThatAreNotFiniteAreNamedByTheirPlace(float value) {
        put("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}", 1, 2, value);
        Failures.refused(() -> Safetensors.read(file), NAME, "a: value 2", "finite");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 57, 59, 1L << 32, 0x100000002L})
    void lengthsOfTheHeaderThatCannotBeAreRefused(long length) {
        byte[] header =
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} ".getBytes(StandardCharsets.UTF_8);
        put(header, 1);
        Safetensors.read(file);
        byte[] bytes = ByteBuffer.allocate(8 + header.length + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header)
                .putFloat(1)
                .array();
        write(bytes);
        if (length != header.length) {
            Failures.refused(() -> Safetensors.read(file), NAME);
        }
    }

    @Test
    void textThatIsNotUtf8OrNotAnObjectIsRefused() {
        put(new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'});
        Failures.refused(() -> Safetensors.read(file), NAME, "UTF-8");
        put(new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'});
        Failures.refused(() -> Safetensors.read(file), NAME, "UTF-8");
        for (String header : List.of("[]", "null", "  ", "12", "\"text\"")) {
            put(header);
            Failures.refused(() -> Safetensors.read(file), NAME, "header");
        }
        put("{\"a\":".repeat(20_000));
        Failures.refused(() -> Safetensors.read(file), NAME, "header", "deep");
        put("[".repeat(200_000));
        Failures.refused(() -> Safetensors.read(file), NAME, "header");
    }

    @Test
    void filesThatAreNoFilesAreNamed() {
        Failures.refused(() -> Safetensors.read(file), NAME, "there is no such file");
        Failures.refused(() -> Safetensors.read(folder), "is a folder");
    }

    @Test
    void aModelCutAnywhereIsRefused() throws IOException {
        Tiny.model(Tiny.dense(), 1).save(file);
        byte[] whole = Files.readAllBytes(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int length = whole.length - 1; length >= 0; length--) {
                channel.truncate(length);
                Failures.refused(() -> Vae.load(file), NAME);
            }
        }
        write(Arrays.copyOf(whole, whole.length + 1));
        Failures.refused(() -> Vae.load(file), NAME, "bytes of values");
    }

    /** Deterministic mutations of bytes, words and numbers, of header and values. */
    @Tag("slow")
    @Test
    void anyMutationIsReadOrRefusedWithLittleMemory() throws IOException {
        Tiny.model(Tiny.dense(), 1).save(file);
        byte[] whole = Files.readAllBytes(file);
        String[] words = {
            "-1",
            "0",
            "999999999",
            "9223372036854775807",
            "null",
            "[]",
            "{}",
            "\"\"",
            "1e9",
            "\\u0000",
            "6000000",
            "dense"
        };
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Random random = new Random(3);
        int read = 0;
        int refused = 0;
        long most = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = whole.clone();
            int header =
                    (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                int at = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : random.nextInt(8 + header);
                switch (random.nextInt(3)) {
                    case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                    case 1 -> bytes[at] = (byte) ("{}[]\",:0123456789-.\\ ".charAt(random.nextInt(21)));
                    default -> {
                        byte[] word = words[random.nextInt(words.length)].getBytes(StandardCharsets.UTF_8);
                        System.arraycopy(word, 0, bytes, Math.min(at, bytes.length - word.length), word.length);
                    }
                }
            }
            write(bytes);
            long before = threads.getCurrentThreadAllocatedBytes();
            try {
                Vae.load(file);
                read++;
            } catch (RuntimeException e) {
                long after = threads.getCurrentThreadAllocatedBytes();
                most = Math.max(most, after - before);
                Failures.refused(
                        () -> {
                            throw e;
                        },
                        NAME);
                refused++;
            }
        }
        assertTrue(refused > 500 && read > 10, refused + " refused, " + read + " read");
        assertTrue(most < 20_000_000, most + " bytes for a file of " + whole.length);
    }

    @Test
    void aSmallFileWithTheSpecOfAHugeModelTakesLittleMemory() throws IOException {
        Tiny.model(Tiny.dense(), 1).save(file);
        Safetensors contents = Safetensors.read(file);
        Map<String, String> metadata = new LinkedHashMap<>(contents.metadata());
        String spec = metadata.get("spec");
        String huge = spec.replace("\"units\" : 6", "\"units\" : 20000000");
        assertNotEquals(spec, huge);
        metadata.put("spec", huge);
        new Safetensors(metadata, contents.tensors()).write(file);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Failures.refused(() -> Vae.load(file), NAME, "encoder.0.weight", "20000000");
        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(taken < 20_000_000, taken + " bytes");
    }
}
