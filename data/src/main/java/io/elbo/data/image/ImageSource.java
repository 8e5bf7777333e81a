package io.elbo.data.image;

import io.elbo.data.DataException;
import io.elbo.data.ImageSize;
import io.elbo.data.NearMiss;
import io.elbo.data.file.FileText;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Images by the name that a user types: a built-in set, a published one, a file or a folder. Nothing is read before
 * {@link #train} or {@link #test}, and then each time anew.
 */
public sealed interface ImageSource
        permits LinesSource, NamedSource, IdxSource, PictureSource, SplitPictureSource, ResizedSource {
    /**
     * The source of a name. In this order:
     *
     * <ul>
     *   <li>{@code lines}: {@link Lines}, 20,000 rows of seed 1; its test set is 4,000 rows of seed 2;
     *   <li>{@code lines-colour}: the same lines, each in a colour of its own;
     *   <li>{@code mnist}, {@code fashion-mnist}: {@link NamedDataset};
     *   <li>an IDX file of images, with the labels beside it if its name follows the pattern of MNIST;
     *   <li>a folder of the MNIST-named IDX files {@code train-images-idx3-ubyte} and so on (a test set if the
     *       {@code t10k-} files are there), or of one file {@code *-idx3-ubyte}; each may end in {@code .gz};
     *   <li>a folder of pictures: {@link ImageFolder}; or of just {@code train} and {@code test} sub-folders of those.
     * </ul>
     *
     * @param nameOrPath what the user typed
     * @param dataDir where the files of a published set are; empty for the cache
     * @param resize the size to bring the images to, if any
     * @param progress is told of downloads
     * @throws DataException naming what is known, if this is neither a name nor a file nor a folder
     */
    static ImageSource of(
            String nameOrPath, Optional<Path> dataDir, Optional<ImageSize> resize, DownloadProgress progress) {
        return of(nameOrPath, dataDir, resize, PictureReading.DEFAULT, progress);
    }

    /**
     * The same, where pictures are read so.
     *
     * @param reading of a folder of pictures; nothing else heeds it
     * @param progress is told of downloads, and of what reading pictures did
     * @throws DataException as {@link #of(String, Optional, Optional, DownloadProgress)}
     */
    static ImageSource of(
            String nameOrPath,
            Optional<Path> dataDir,
            Optional<ImageSize> resize,
            PictureReading reading,
            DownloadProgress progress) {
        if (LinesSource.NAMES.contains(nameOrPath)) {
            return resized(LinesSource.of(nameOrPath), resize);
        }
        Optional<NamedDataset> named = NamedDataset.of(nameOrPath);
        if (named.isPresent()) {
            return resized(new NamedSource(named.get(), dataDir, progress), resize);
        }
        Path path = existing(nameOrPath);
        if (!Files.isDirectory(path)) {
            return resized(IdxSource.ofFile(path), resize);
        }
        Optional<IdxSource> idx = IdxSource.ofFolder(path);
        if (idx.isPresent()) {
            return resized(idx.get(), resize);
        }
        return SplitPictureSource.isSplit(path)
                ? new SplitPictureSource(path, resize, reading, progress)
                : new PictureSource(path, resize, reading, progress);
    }

    /** The names that mean the same data everywhere: the built-in sets and the published ones. */
    static List<String> names() {
        return Stream.concat(
                        LinesSource.NAMES.stream(),
                        Arrays.stream(NamedDataset.values()).map(NamedDataset::toString))
                .toList();
    }

    /** What to call the set in reports: the name, or the last part of the path. */
    String name();

    /**
     * Reads the images to train on.
     *
     * @throws DataException if they are not there or not right
     */
    Images train();

    /**
     * Reads the images to test on.
     *
     * @throws DataException if there is no test set, or it is not right
     */
    Images test();

    /** Whether the images are pictures in files of their own, which can be read in several ways. */
    default boolean readsPictures() {
        return false;
    }

    /** Whether there is a test set. */
    boolean hasTest();

    private static ImageSource resized(ImageSource source, Optional<ImageSize> resize) {
        return resize.isPresent() ? new ResizedSource(source, resize.get()) : source;
    }

    private static Path existing(String nameOrPath) {
        try {
            Path path = Path.of(nameOrPath);
            if (!nameOrPath.isBlank() && Files.exists(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            // Then there is no such file either.
        }
        List<String> known = names();
        throw new DataException("'" + FileText.oneLine(nameOrPath) + "' is neither a data set ("
                + String.join(", ", known) + ") nor a file or folder"
                + NearMiss.of(nameOrPath, known)
                        .map(name -> "; did you mean " + name + "?")
                        .orElse(""));
    }
}
