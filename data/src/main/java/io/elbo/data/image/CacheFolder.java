package io.elbo.data.image;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** Where downloaded files are kept. */
final class CacheFolder {
    private CacheFolder() {}

    /** The cache folder of this process; it need not exist. */
    public static Path get() {
        return from(System.getenv(), System.getProperty("user.home"));
    }

    /** {@code $ELBO_CACHE}, or {@code $XDG_CACHE_HOME/elbo} if that is an absolute path, or {@code ~/.cache/elbo}. */
    static Path from(Map<String, String> environment, String home) {
        String own = environment.getOrDefault("ELBO_CACHE", "");
        if (!own.isBlank()) {
            return Path.of(own);
        }
        try {
            Path shared = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
            if (shared.isAbsolute()) { // the XDG specification: a relative path is to be ignored
                return shared.resolve("elbo");
            }
        } catch (InvalidPathException e) {
            // As good as not set.
        }
        return Path.of(home, ".cache", "elbo");
    }
}
