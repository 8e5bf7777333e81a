package io.elbo.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.DataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages tables of all kinds at random. Each must be read, or refused in one line that names the file. */
@Tag("slow")
class TableFuzzTest {
    private static final int CASES = 400;
    private static final List<String> CELLS = List.of(
            "",
            "NA",
            "?",
            "1",
            "-0",
            "1e308",
            "1e999",
            "3.14",
            "3,14",
            "1,234",
            "a",
            "yes",
            "no",
            "2020-01-31",
            "31.12.2020 10:00",
            "\u00E9",
            "\u05D0",
            "x y z",
            "007",
            "NaN",
            "two\nlines",
            "\"",
            "0.5",
            "12345678901234567");

    private static final List<String> TOKENS = List.of(
            "\"",
            ",",
            ";",
            "\n",
            "\r",
            "\t",
            "'",
            "\u0000",
            "\u00FF",
            "1",
            "\"\"",
            "\"x",
            "x\"",
            "|",
            "\u00EF\u00BB\u00BF");

    @TempDir
    Path folder;

    private static byte[] table(Random random) throws IOException {
        Charset charset = List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)
                .get(random.nextInt(3));
        CsvFormat format = new CsvFormat(",;\t|".charAt(random.nextInt(4)), '"', charset, random.nextBoolean(), false);
        int columns = 1 + random.nextInt(4);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> names = List.of("a", "b", "c", "d").subList(0, columns);
        CsvSink.write(bytes, format, names, sink -> {
            for (int row = random.nextInt(12); row >= 0; row--) {
                String[] cells = new String[columns];
                for (int column = 0; column < columns; column++) {
                    cells[column] = CELLS.get((column * 5 + random.nextInt(4)) % CELLS.size());
                }
                sink.row(0, cells);
            }
        });
        if (random.nextInt(5) > 0) {
            return bytes.toByteArray();
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            bytes.writeTo(gzip);
        }
        return packed.toByteArray();
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        int from = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> bytes[from] = (byte) random.nextInt(256);
            case 1 -> bytes = Arrays.copyOf(bytes, from);
            case 2 -> {
                int length = random.nextInt(bytes.length - from) + 1;
                System.arraycopy(whole, from, bytes, random.nextInt(bytes.length - length + 1), length);
            }
            default -> {
                byte[] token = TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.ISO_8859_1);
                System.arraycopy(token, 0, bytes, from, Math.min(token.length, bytes.length - from));
            }
        }
        return bytes;
    }

    @Test
    void damagedTextIsReadOrRefused() throws IOException {
        Path file = folder.resolve("fuzz.csv");
        int accepted = 0;
        for (int i = 0; i < CASES; i++) {
            Random random = new Random(i);
            byte[] whole = table(random);
            Files.write(file, i % 10 == 0 ? whole : damaged(whole, random));
            accepted += read(file, i) ? 1 : 0;
        }
        assertTrue(accepted > CASES / 3 && accepted < CASES, accepted + " accepted");
    }

    @Test
    void damagedArraysAreReadOrRefused() throws IOException {
        Path file = folder.resolve("fuzz.npy");
        int accepted = 0;
        for (int i = 0; i < 200; i++) {
            Random random = new Random(i);
            byte[] whole;
            try (var in = TableFuzzTest.class.getResourceAsStream("/io/elbo/data/npy/"
                    + List.of("le-f4", "be-f8", "fortran", "nan").get(i % 4) + ".npy")) {
                whole = in.readAllBytes();
            }
            Files.write(file, i % 10 == 0 ? whole : damaged(whole, random));
            accepted += read(file, i) ? 1 : 0;
        }
        assertTrue(accepted > 40 && accepted < 200, accepted + " accepted");
    }

    /** Whatever is read can be written, read again, and fits the schema that was inferred from it. */
    private boolean read(Path file, int i) {
        TableSource source;
        InferredSchema inference;
        try {
            source = TableFile.open(file);
            inference = Schema.infer(source, InferenceOptions.defaults());
        } catch (DataException e) {
            assertEquals(1, e.getMessage().lines().count(), "case " + i);
            assertTrue(e.getMessage().startsWith(file + ": "), "case " + i + ": " + e.getMessage());
            return false;
        }
        assertTrue(inference.report().size() >= source.columns().size());
        FitReport fit = new TableReader(inference.schema(), source, false).read((line, values, cells) -> {
            for (int column = 0; column < values.length; column++) {
                Column described = inference.schema().columns().get(column);
                if (!Double.isNaN(values[column])) {
                    CellCodec codec = described.type().codec();
                    String text = codec.format(values[column]);
                    assertEquals(values[column], codec.parse(text), "case " + i + ": " + cells[column] + " " + text);
                }
            }
        });
        long unfit =
                inference.columns().stream().mapToLong(ColumnSummary::unfit).sum();
        assertEquals(unfit, fit.misfits(), "case " + i + ": " + fit.report());
        Path copy = folder.resolve("copy.csv");
        List<List<String>> rows = Tables.rows(source);
        CsvSink.write(
                copy,
                CsvFormat.STANDARD,
                source.columns(),
                sink -> rows.forEach(row -> sink.row(0, row.toArray(String[]::new))));
        assertEquals(rows, Tables.rows(CsvSource.open(copy, CsvFormat.STANDARD, BrokenRows.REFUSE)), "case " + i);
        return true;
    }
}
