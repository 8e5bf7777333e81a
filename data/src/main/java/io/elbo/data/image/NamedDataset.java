package io.elbo.data.image;

import io.elbo.data.DataException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The published data sets that have a name here. Their four files come from the folder that the user gives, or from the cache.
 * Files are downloaded to the cache once and checked against known SHA-256 digests. The cache is {@code $ELBO_CACHE}, or
 * {@code $XDG_CACHE_HOME/elbo}, or {@code ~/.cache/elbo}, with a folder for each set.
 */
public enum NamedDataset {
    /** Handwritten digits: 60,000 and 10,000 grey images of 28x28 (LeCun, Cortes, Burges). */
    MNIST(
            "mnist",
            "https://storage.googleapis.com/cvdf-datasets/mnist/",
            file("train-images-idx3", 9912422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            file("train-labels-idx1", 28881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            file("t10k-images-idx3", 1648877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            file("t10k-labels-idx1", 4542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),

    /** Pictures of clothes in ten classes: 60,000 and 10,000 grey images of 28x28 (Xiao, Rasul, Vollgraf, 2017). */
    FASHION_MNIST(
            "fashion-mnist",
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
            file("train-images-idx3", 26421880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            file("train-labels-idx1", 29515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            file("t10k-images-idx3", 4422102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
            file("t10k-labels-idx1", 5148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"));

    private final DatasetFiles files;

    NamedDataset(String name, String base, RemoteFile... files) {
        this.files = new DatasetFiles(name, URI.create(base), List.of(files));
    }

    private static RemoteFile file(String name, long size, String sha256) {
        return new RemoteFile(name + "-ubyte.gz", size, sha256);
    }

    /** Returns the set with this name, as {@link #toString} writes it. */
    public static Optional<NamedDataset> of(String name) {
        return Arrays.stream(values())
                .filter(set -> set.toString().equals(name))
                .findFirst();
    }

    /**
     * Reads the training set, with labels.
     *
     * @param dataDir the folder of its files, or the parent of a folder with the name of the set; if empty, the files come from
     *     the cache and are downloaded if needed
     * @throws DataException if a file is missing and cannot be downloaded, or is invalid
     */
    public Images train(Optional<Path> dataDir, DownloadProgress progress) {
        return read(files.files().subList(0, 2), dataDir, progress);
    }

    /** Reads the test set; see {@link #train}. */
    public Images test(Optional<Path> dataDir, DownloadProgress progress) {
        return read(files.files().subList(2, 4), dataDir, progress);
    }

    /** Returns whether the test set is available. It is not if the user's folder lacks it. */
    boolean hasTest(Optional<Path> dataDir) {
        return dataDir.isEmpty() || files.areInDataDir(files.files().subList(2, 4), dataDir.get());
    }

    private Images read(List<RemoteFile> wanted, Optional<Path> dataDir, DownloadProgress progress) {
        List<Path> found = dataDir.isPresent()
                ? files.inDataDir(wanted, dataDir.get())
                : files.inCache(wanted, CacheFolder.get(), progress);
        return new IdxPair(found.get(0), Optional.of(found.get(1))).read(toString());
    }

    /** Returns the name: {@code mnist} or {@code fashion-mnist}. */
    @Override
    public String toString() {
        return files.name();
    }
}
