package io.elbo.data.image;

import java.nio.file.Path;
import java.util.Optional;

/** A published data set. */
record NamedSource(NamedDataset set, Optional<Path> dataDir, DownloadProgress progress) implements ImageSource {
    @Override
    public String name() {
        return set.toString();
    }

    @Override
    public Images train() {
        return set.train(dataDir, progress);
    }

    @Override
    public Images test() {
        return set.test(dataDir, progress);
    }

    @Override
    public boolean hasTest() {
        return set.hasTest(dataDir);
    }
}
