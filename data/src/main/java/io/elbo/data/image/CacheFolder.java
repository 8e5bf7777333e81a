package io.elbo.data.image;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** Locates the folder of downloaded files. */
final class CacheFolder {
    private CacheFolder() {}

    /** Returns the cache folder of this process; it need not exist. */
    public static Path get() {
        return from(System.getenv(), System.getProperty("user.home"));
    }

    /** Returns {@code $ELBO_CACHE}, or {@code $XDG_CACHE_HOME/elbo} if that is an absolute path, or {@code ~/.cache/elbo}. */
    static Path from(Map<String, String> environment, String home) {
        String own = environment.getOrDefault("ELBO_CACHE", "");
        if (!own.isBlank()) {
            return Path.of(own);
        }
        try {
            Path shared = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
            if (shared.isAbsolute()) { // the XDG specification requires that a relative path is ignored
                return shared.resolve("elbo");
            }
        } catch (InvalidPathException e) {
            // An invalid path counts as not set.
        }
        return Path.of(home, ".cache", "elbo");
    }
}
