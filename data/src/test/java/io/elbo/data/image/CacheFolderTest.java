package io.elbo.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
    private final String absolute = Path.of("shared").toAbsolutePath().toString();

    @Test
    void theFirstThatIsSetIsTheCache() {
        assertEquals(Path.of("own"), CacheFolder.from(Map.of("ELBO_CACHE", "own", "XDG_CACHE_HOME", absolute), "home"));
        assertEquals(Path.of(absolute, "elbo"), CacheFolder.from(Map.of("XDG_CACHE_HOME", absolute), "home"));
        assertEquals(Path.of("home", ".cache", "elbo"), CacheFolder.from(Map.of(), "home"));
        assertEquals(Path.of("home", ".cache", "elbo"), CacheFolder.from(Map.of("ELBO_CACHE", " "), "home"));
    }

    @Test
    void aRelativeXdgFolderIsIgnoredAsItsSpecificationSays() {
        assertEquals(Path.of("home", ".cache", "elbo"), CacheFolder.from(Map.of("XDG_CACHE_HOME", "relative"), "home"));
    }
}
