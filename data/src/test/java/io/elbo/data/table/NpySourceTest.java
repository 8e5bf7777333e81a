package io.elbo.data.table;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.number.NumberFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with the files that NumPy wrote, as the other reader reads them. */
class NpySourceTest {
    @TempDir
    Path folder;

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = NpySourceTest.class.getResourceAsStream("/io/elbo/data/npy/" + name + ".npy")) {
            return in.readAllBytes();
        }
    }

    private Path file(String name) throws IOException {
        return Files.write(folder.resolve(name + ".npy"), resource(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "le-f4",
                "be-f4",
                "le-f8",
                "be-f8",
                "i1",
                "le-i2",
                "be-i2",
                "le-i4",
                "be-i4",
                "le-i8",
                "be-i8",
                "u1",
                "le-u2",
                "be-u2",
                "le-u4",
                "be-u4",
                "le-u8",
                "be-u8",
                "fortran",
                "one-dimension",
                "version-2",
                "version-3",
                "ends-i1",
                "ends-u2"
            })
    void arraysAreTables(String name) throws IOException {
        Path file = file(name);
        float[][] expected = NumberFile.read(file).values();
        TableSource source = TableFile.open(file);
        assertEquals("c0", source.columns().get(0));
        List<List<String>> rows = Tables.rows(source);
        float[][] actual = rows.stream()
                .map(row -> {
                    float[] values = new float[row.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = Float.parseFloat(row.get(i));
                    }
                    return values;
                })
                .toArray(float[][]::new);
        assertEquals(expected.length, actual.length);
        for (int row = 0; row < expected.length; row++) {
            assertArrayEquals(expected[row], actual[row], name);
        }
    }

    @Test
    void notANumberIsMissing() throws IOException {
        TableSource source = TableFile.open(file("nan"));
        assertTrue(Tables.rows(source).stream().anyMatch(row -> row.contains("NaN")));
        assertTrue(Schema.infer(source, InferenceOptions.defaults()).columns().stream()
                .anyMatch(column -> column.missingCells() > 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "image", "text", "object", "complex", "half", "bool", "fields"})
    void whatIsNoTableOfNumbersIsRefused(String name) throws IOException {
        Path file = file(name);
        refused(() -> TableFile.open(file), file + ": ");
    }

    @Test
    void arraysOfAnArchiveStandSideBySide() throws IOException {
        Path file = folder.resolve("x.npz");
        byte[] flat = resource("one-dimension");
        write(file, "y", flat, "x/z", flat);
        int rows = Tables.rows(TableFile.open(file("one-dimension"))).size();
        TableSource source = TableFile.open(file);
        assertEquals(List.of("y", "x/z"), source.columns());
        List<List<String>> cells = Tables.rows(source);
        assertEquals(rows, cells.size());
        assertEquals(cells.get(0).get(0), cells.get(0).get(1));
        assertEquals(cells, Tables.rows(source));
        write(file, "m", resource("le-f4"), "m2", resource("fortran"));
        int columns = Tables.rows(TableFile.open(file("le-f4"))).get(0).size();
        List<List<String>> one = Tables.rows(TableFile.open(file("le-f4")));
        List<List<String>> two = Tables.rows(TableFile.open(file("fortran")));
        if (one.size() == two.size()) {
            List<List<String>> both = Tables.rows(TableFile.open(file));
            assertEquals(one.get(1), both.get(1).subList(0, columns));
            assertEquals(two.get(1), both.get(1).subList(columns, both.get(1).size()));
        } else {
            refused(() -> TableFile.open(file), file + ", array m2: has " + two.size() + " rows");
        }
        write(file, "y", flat);
        assertEquals(List.of("c0"), TableFile.open(file).columns());
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        byte[] whole = resource("le-f4");
        Path file = Files.write(folder.resolve("x.npy"), Arrays.copyOf(whole, whole.length - 1));
        refused(() -> TableFile.open(file), file + ": holds ");
        Files.write(file, Arrays.copyOf(whole, whole.length + 4));
        refused(() -> TableFile.open(file), file + ": holds ");
        Path archive = folder.resolve("x.npz");
        write(archive, "y", whole);
        Files.write(archive, Arrays.copyOf(Files.readAllBytes(archive), 60));
        refused(() -> TableFile.open(archive), archive + ": ");
    }

    private static void write(Path file, Object... entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry(entries[i] + ".npy"));
                zip.write((byte[]) entries[i + 1]);
            }
        }
    }
}
