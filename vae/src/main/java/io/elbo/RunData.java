package io.elbo;

import io.elbo.data.AtomicFile;
import io.elbo.data.DataException;
import io.elbo.data.DownloadProgress;
import io.elbo.data.ImagePairs;
import io.elbo.data.ImageSize;
import io.elbo.data.ImageSource;
import io.elbo.data.PairSource;
import io.elbo.internal.Json;
import io.elbo.latent.UnseenViews;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a run was given as data, so that these can be opened again: {@code data.json} in its folder. It stays with the folder; a
 * model's file says nothing of paths.
 *
 * @param data a name, or an absolute path
 * @param table whether it is a table; else images
 * @param dataDir where the files of a published set are; null for the cache
 * @param resize {@code WxH} the images were brought to; null for none
 * @param limit rows at most; null for all
 * @param leaveOut views that were left out; null for none
 * @param pairs what the encoder saw instead, a name or an absolute path; null for the same images
 * @param resizePairs {@code WxH} these were brought to; null for none
 */
public record RunData(
        String data,
        boolean table,
        String dataDir,
        String resize,
        Integer limit,
        UnseenViews leaveOut,
        String pairs,
        String resizePairs) {
    static final String FILE = "data.json";

    /** @throws IllegalArgumentException without data, or with a limit below 1 */
    public RunData {
        if (data == null || data.isEmpty()) {
            throw new IllegalArgumentException("data: is missing");
        }
        if (limit != null && limit < 1) {
            throw new IllegalArgumentException("limit " + limit + ": must be at least 1");
        }
    }

    /** Images of a name or path, all of them. */
    public static RunData images(String nameOrPath) {
        return new RunData(nameOrPath, false, null, null, null, null, null, null);
    }

    /** A table, all its rows. */
    public static RunData table(String path) {
        return new RunData(path, true, null, null, null, null, null, null);
    }

    /**
     * Opens the images that were trained on: what the encoder saw, and what the decoder was to give.
     *
     * @throws DataException if they are gone or not right, or these are a table
     */
    public ImagePairs open(DownloadProgress progress) {
        if (table) {
            throw new DataException(data + ": is a table; images are needed");
        }
        ImageSource targets = source(data, resize, progress);
        if (pairs == null) {
            var all = targets.train();
            var some = leaveOut == null ? all : leaveOut.seen(all);
            var limited = limit == null ? some : some.limit(limit);
            return new ImagePairs(limited, limited);
        }
        ImagePairs all = new PairSource(source(pairs, resizePairs, progress), targets).train();
        return limit == null
                ? all
                : new ImagePairs(all.input().limit(limit), all.target().limit(limit));
    }

    private ImageSource source(String name, String size, DownloadProgress progress) {
        return ImageSource.of(
                name,
                Optional.ofNullable(dataDir).map(Path::of),
                Optional.ofNullable(size).map(ImageSize::parse),
                progress);
    }

    /** Writes {@code data.json} into a run's folder, which must be there. */
    public void save(Path folder) {
        byte[] json = (Json.write(this) + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(folder.resolve(FILE), out -> out.write(json));
    }
}
