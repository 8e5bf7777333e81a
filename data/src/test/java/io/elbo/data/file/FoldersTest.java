package io.elbo.data.file;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir
    Path folder;

    @Test
    void foldersAreMadeWithThoseAboveThemAndMayBeThereAlready() {
        Path deep = folder.resolve("a").resolve("b");
        Folders.make(deep);
        Folders.make(deep);
        assertTrue(Files.isDirectory(deep));
    }

    @Test
    void whatStandsInTheWayIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("runs"));
        assertEquals(
                file + ": the folder cannot be created: a file with that name exists",
                refused(() -> Folders.make(file)));
        Path below = file.resolve("x").resolve("y");
        assertEquals(
                below + ": the folder cannot be created: " + file + " is a file", refused(() -> Folders.make(below)));
    }

    @Test
    void whatTheSystemForbidsIsSaid() {
        Path system = Path.of("/proc/elbo");
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")), "there is no /proc");
        String why = refused(() -> Folders.make(system));
        assertTrue(why.matches("/proc/elbo: the folder cannot be created: \\S.*"), why);
        assertTrue(!why.endsWith(": /proc/elbo"), why);
    }
}
