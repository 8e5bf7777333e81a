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
 * A source of images, named as a user types it: a built-in set, a published one, a file or a folder. Nothing is read before
 * {@link #train} or {@link #test}; each call reads again.
 */
public sealed interface ImageSource
        permits LinesSource, NamedSource, IdxSource, PictureSource, SplitPictureSource, ResizedSource {
    /**
     * Returns the source with a name. Names are tried in this order:
     *
     * <ul>
     *   <li>{@code lines}: {@link Lines}, 20,000 rows of seed 1; its test set is 4,000 rows of seed 2;
     *   <li>{@code lines-colour}: the same lines, each in its own colour;
     *   <li>{@code mnist}, {@code fashion-mnist}: {@link NamedDataset};
     *   <li>an IDX file of images, with the labels beside it if its name follows the pattern of MNIST;
     *   <li>a folder of the MNIST-named IDX files {@code train-images-idx3-ubyte} and so on (with a test set if the
     *       {@code t10k-} files exist), or of one file {@code *-idx3-ubyte}; each may end in {@code .gz};
     *   <li>a folder of pictures: {@link ImageFolder}; or a folder of only {@code train} and {@code test} sub-folders of these.
     * </ul>
     *
     * @param nameOrPath what the user typed
     * @param dataDir the folder of the files of a published set; empty for the cache
     * @param resize the size of the images; empty to keep it
     * @param progress receives the progress of downloads
     * @throws DataException naming the known names, if this is neither a name nor a file nor a folder
     */
    static ImageSource of(
            String nameOrPath, Optional<Path> dataDir, Optional<ImageSize> resize, DownloadProgress progress) {
        return of(nameOrPath, dataDir, resize, PictureReading.defaults(), progress);
    }

    /**
     * Returns the source with a name, with options for reading pictures.
     *
     * @param reading applies only to a folder of pictures
     * @param progress receives the progress of downloads and the reports of reading pictures
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

    /** Returns the names that mean the same data everywhere: the built-in sets and the published ones. */
    static List<String> names() {
        return Stream.concat(
                        LinesSource.NAMES.stream(),
                        Arrays.stream(NamedDataset.values()).map(NamedDataset::toString))
                .toList();
    }

    /** Returns the name of the set for reports: the name, or the last part of the path. */
    String name();

    /**
     * Reads the images to train on.
     *
     * @throws DataException if they do not exist or are invalid
     */
    Images train();

    /**
     * Reads the images to test on.
     *
     * @throws DataException if there is no test set, or it is invalid
     */
    Images test();

    /** Returns whether the images are separate picture files, to which {@link PictureReading} applies. */
    default boolean readsPictures() {
        return false;
    }

    /** Returns whether there is a test set. */
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
            // An invalid path is not a file either.
        }
        List<String> known = names();
        throw new DataException("'" + FileText.oneLine(nameOrPath) + "' is neither a data set ("
                + String.join(", ", known) + ") nor a file or folder"
                + NearMiss.of(nameOrPath, known)
                        .map(name -> "; did you mean " + name + "?")
                        .orElse(""));
    }
}
