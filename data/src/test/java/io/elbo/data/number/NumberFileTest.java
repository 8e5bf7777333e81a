package io.elbo.data.number;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class NumberFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"latents.csv", "latents.npy", "LATENTS.CSV", "latents.Npy"})
    void aTableComesBackWithTheSameBits(String name) {
        Path file = folder.resolve(name);
        NumberTable table = new NumberTable(List.of("c0", "c1", "c2"), anyFinite(5000, 3));
        NumberFile.checkName(file);
        NumberFile.write(file, table);
        NumberTable read = NumberFile.read(file);
        assertEquals(table.names(), read.names());
        assertSameBits(table.values(), read.values());
    }

    @Test
    void otherFormatsAreRefusedBeforeAnyWork() {
        for (String name : List.of("latents.txt", "latents", "latents.csv.gz", "csv")) {
            Path file = folder.resolve(name);
            NumberTable table = new NumberTable(List.of("a"), new float[1][1]);
            String expected = file + ": the name of a table of numbers must end in .csv or .npy";
            assertEquals(expected, refused(() -> NumberFile.checkName(file)));
            assertEquals(expected, refused(() -> NumberFile.read(file)));
            assertEquals(expected, refused(() -> NumberFile.write(file, table)));
            assertEquals(expected, refused(() -> NumberFile.writeNpy(file, new float[1], 1)));
            assertFalse(Files.exists(file));
        }
        refused(() -> NumberFile.checkName(Path.of("/")), "/: the name of a table");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.csv", "x.npy"})
    void valuesThatAreNotFiniteAreNotWritten(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "old");
        float[][] values = new float[4][2];
        values[3][1] = Float.NaN;
        NumberTable table = new NumberTable(List.of("z0", "z1"), values);
        refused(() -> NumberFile.write(file, table), file + ": row 3, column z1: NaN is not a number");
        values[2][0] = Float.NEGATIVE_INFINITY;
        refused(() -> NumberFile.write(file, table), file + ": row 2, column z0: -Infinity is not a finite number");
        assertEquals("old", Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.csv", "x.npy"})
    void whatIsNotAFileIsRefused(String name) throws IOException {
        Path file = folder.resolve(name);
        refused(() -> NumberFile.read(file), file + ": there is no such file");
        Files.createDirectory(file);
        refused(() -> NumberFile.read(file), file + ": is a folder; a file is needed");
        NumberTable table = new NumberTable(List.of("a"), new float[1][1]);
        refused(() -> NumberFile.write(file, table), file + ": is a folder; a file name is needed");
    }

    @Test
    void anArrayNeedsNpyAndTheRightNumberOfValues() {
        refused(
                () -> NumberFile.writeNpy(folder.resolve("x.csv"), new float[8], 2, 2, 2, 1),
                "x.csv: an array of 4 dimensions needs a .npy file");
        Path file = folder.resolve("x.npy");
        assertThrows(IllegalArgumentException.class, () -> NumberFile.writeNpy(file, new float[5], 2, 3));
        assertThrows(IllegalArgumentException.class, () -> NumberFile.writeNpy(file, new float[1]));
        assertThrows(IllegalArgumentException.class, () -> NumberFile.writeNpy(file, new float[6], -2, -3));
        assertThrows(IllegalArgumentException.class, () -> NumberFile.writeNpy(file, new float[0], 0, -1));
        assertThrows(
                IllegalArgumentException.class, () -> NumberFile.writeNpy(file, new float[0], 1 << 30, 1 << 30, 16));
        assertFalse(Files.exists(file));
    }

    /** Finite floats of all magnitudes, with the ends of the range. */
    public static float[][] anyFinite(int rows, int columns) {
        Random random = new Random(1);
        float[][] values = new float[rows][columns];
        for (float[] row : values) {
            for (int column = 0; column < columns; column++) {
                do {
                    row[column] = Float.intBitsToFloat(random.nextInt());
                } while (!Float.isFinite(row[column]));
            }
        }
        values[0] = new float[] {-0f, Float.MIN_VALUE, Float.MAX_VALUE};
        values[1] = new float[] {0f, -Float.MIN_NORMAL, 0.1f};
        return values;
    }

    public static void assertSameBits(float[][] expected, float[][] actual) {
        assertEquals(expected.length, actual.length);
        for (int row = 0; row < expected.length; row++) {
            assertEquals(expected[row].length, actual[row].length);
            for (int column = 0; column < expected[row].length; column++) {
                assertEquals(
                        Float.floatToRawIntBits(expected[row][column]),
                        Float.floatToRawIntBits(actual[row][column]),
                        "row " + row + ", column " + column);
            }
        }
    }
}
