package io.elbo.data.image;

import io.elbo.data.DataException;
import io.elbo.data.DataProblem;
import io.elbo.data.file.FileText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Locates the files of a named data set: in a folder that the user gives, or in the cache, to which they are downloaded. In both,
 * a file may be compressed as on the server, {@code NAME.gz}, or not, {@code NAME}.
 *
 * @param name the name of the data set, and of its folder in the cache
 * @param base the address to download from
 * @param files all files of the set
 */
record DatasetFiles(String name, URI base, List<RemoteFile> files) {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /**
     * Returns the given files of the set in the user's folder, or in its sub-folder with the name of the set.
     *
     * @throws DataException naming the files that are in neither
     */
    public List<Path> inDataDir(List<RemoteFile> wanted, Path dataDir) {
        if (!Files.isDirectory(dataDir)) {
            throw new DataException(FileText.of(dataDir) + ": there is no such folder", DataProblem.NO_FOLDER_OF_SETS);
        }
        List<Path> folders = List.of(dataDir, dataDir.resolve(name));
        for (Path folder : folders) {
            if (missing(wanted, folder).isEmpty()) {
                return wanted.stream()
                        .map(file -> find(file, folder).orElseThrow())
                        .toList();
            }
        }
        // the folder that has some of the files is the one that the user meant
        Path meant = missing(wanted, folders.get(1)).size()
                        < missing(wanted, folders.get(0)).size()
                ? folders.get(1)
                : folders.get(0);
        String where = missing(wanted, meant).size() < wanted.size()
                ? FileText.of(meant)
                : FileText.of(folders.get(0)) + " and in " + FileText.of(folders.get(1));
        throw new DataException(name + ": " + String.join(" and ", names(missing(wanted, meant)))
                + " (.gz or unpacked) missing in " + where);
    }

    /** Returns whether {@link #inDataDir} would find the files. */
    public boolean areInDataDir(List<RemoteFile> wanted, Path dataDir) {
        return missing(wanted, dataDir).isEmpty()
                || missing(wanted, dataDir.resolve(name)).isEmpty();
    }

    /**
     * Returns the given files of the set in the cache. Files that are missing there are downloaded first.
     *
     * @throws DataException naming the files and folders for a manual download, if one cannot be downloaded
     */
    public List<Path> inCache(List<RemoteFile> wanted, Path cache, DownloadProgress progress) {
        Path folder = cache.resolve(name);
        List<Path> found = new ArrayList<>();
        for (RemoteFile file : wanted) {
            found.add(find(file, folder).orElseGet(() -> download(file, folder, progress)));
        }
        return found;
    }

    private Path download(RemoteFile file, Path folder, DownloadProgress progress) {
        try {
            return new Download(base, TIMEOUT).fetch(file, folder, progress);
        } catch (IOException e) {
            throw new DataException(
                    name + ": cannot download " + base.resolve(file.name()) + " to " + FileText.of(folder) + ": "
                            + FileText.reason(e) + "; to avoid the download, put "
                            + files.stream().map(RemoteFile::name).collect(Collectors.joining(", ")) + " into "
                            + FileText.of(folder) + " or into a folder of your own",
                    DataProblem.NOT_DOWNLOADED,
                    e);
        }
    }

    private static List<RemoteFile> missing(List<RemoteFile> wanted, Path folder) {
        return wanted.stream().filter(file -> find(file, folder).isEmpty()).toList();
    }

    private static Optional<Path> find(RemoteFile file, Path folder) {
        Path packed = folder.resolve(file.name());
        Path unpacked = folder.resolve(unpacked(file));
        return Files.exists(packed)
                ? Optional.of(packed)
                : Optional.of(unpacked).filter(Files::exists);
    }

    private static List<String> names(List<RemoteFile> files) {
        return files.stream().map(DatasetFiles::unpacked).toList();
    }

    private static String unpacked(RemoteFile file) {
        return file.name().replaceFirst("\\.gz$", "");
    }
}
