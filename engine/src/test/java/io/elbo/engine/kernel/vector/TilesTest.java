package io.elbo.engine.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Checks that {@code Tiles.java} is what {@link TilesGenerator} generates. To regenerate it, run this test with
 * {@code -Delbo.write.tiles=true}.
 */
class TilesTest {
    private static final Path FILE = Path.of("src/main/java/io/elbo/engine/kernel/vector/Tiles.java");

    @Test
    void theTilesAreThoseOfTheGenerator() throws IOException {
        if (Boolean.getBoolean("elbo.write.tiles")) {
            Files.writeString(FILE, TilesGenerator.text());
        }
        assertEquals(TilesGenerator.text(), Files.readString(FILE));
    }
}
