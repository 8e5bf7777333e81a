package io.elbo.data.file;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.elbo.data.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void theFileIsWrittenAndReplacedWhole() throws IOException {
        Path file = folder.resolve("model");
        AtomicFile.write(file, out -> out.write(1));
        assertArrayEquals(new byte[] {1}, Files.readAllBytes(file));
        AtomicFile.write(file, out -> {
            out.write(NEW);
            out.flush();
            assertArrayEquals(new byte[] {1}, Files.readAllBytes(file)); // until all is written
        });
        assertArrayEquals(NEW, Files.readAllBytes(file));
        assertAlone();
    }

    @Test
    void aFullDiskLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("model"), "old");
        String message = refused(() -> AtomicFile.write(file, out -> {
            out.write(new byte[100_000]);
            throw new IOException("No space left on device");
        }));
        assertEquals(file + ": No space left on device", message);
        assertEquals("old", Files.readString(file));
        assertAlone();
    }

    @Test
    void aFullDiskLeavesNoFileWhereNoneWas() throws IOException {
        Path file = folder.resolve("model");
        refused(() -> AtomicFile.write(file, out -> {
            throw new IOException("No space left on device");
        }));
        try (var left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void aMistakeOfTheContentIsNotHiddenAndLeavesTheOldFile() throws IOException {
        Path file = Files.writeString(folder.resolve("model"), "old");
        assertThrows(
                IllegalStateException.class,
                () -> AtomicFile.write(file, out -> {
                    throw new IllegalStateException();
                }));
        assertEquals("old", Files.readString(file));
        assertAlone();
    }

    @Test
    void aFolderIsNoFile() {
        refused(() -> AtomicFile.write(folder, out -> {}), folder + ": is a folder; a file name is needed");
        refused(
                () -> AtomicFile.write(folder.resolve("no/x"), out -> {}),
                "x: cannot be written: there is no folder " + folder.resolve("no"));
    }

    private void assertAlone() throws IOException {
        try (var left = Files.list(folder)) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void whatAKilledProcessLeftIsRemovedAndNothingElse() throws IOException {
        Path[] left = {folder.resolve(".spec.json.123-456789.tmp"), folder.resolve(".x.y.1-2.tmp")};
        Path[] own = {
            folder.resolve("spec.json"),
            folder.resolve(".hidden.tmp"),
            folder.resolve("a.1-2.tmp"),
            folder.resolve(".lock")
        };
        for (Path[] files : new Path[][] {left, own}) {
            for (Path file : files) {
                Files.createFile(file);
            }
        }
        Path sub = Files.createDirectory(folder.resolve(".folder.1-2.tmp"));
        AtomicFile.removeLeftOvers(folder);
        for (Path file : left) {
            assertEquals(false, Files.exists(file), file.toString());
        }
        for (Path file : own) {
            assertEquals(true, Files.exists(file), file.toString());
        }
        assertEquals(true, Files.isDirectory(sub));
        AtomicFile.removeLeftOvers(folder.resolve("nothing"));
    }

    /** The class itself writes the file, so the names that it uses and the names that it removes stay consistent. */
    @Test
    void theNamesOfFilesThatAreBeingWrittenAreThoseThatAreRemoved() throws IOException {
        assertThrows(
                DataException.class,
                () -> AtomicFile.write(folder.resolve("model"), out -> {
                    AtomicFile.removeLeftOvers(folder);
                    try (var files = Files.list(folder)) {
                        assertEquals(0, files.count());
                    }
                    throw new DataException("enough");
                }));
    }
}
