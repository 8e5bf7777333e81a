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
 * Where the files of a data set with a name are: in a folder that the user gives, or else in the cache, where they are
 * downloaded to. In both a file may be as it is on the server, {@code NAME.gz}, or unpacked, {@code NAME}.
 *
 * @param name the name of the data set, and of its folder in the cache
 * @param base the address to download from
 * @param files all files of the set
 */
record DatasetFiles(String name, URI base, List<RemoteFile> files) {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /**
     * The given files of the set in the user's folder: in it, or in its sub-folder with the name of the set.
     *
     * @throws DataException naming those that are in neither
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
        // Of the two folders the one that has something is the one that was meant.
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

    /** Whether {@link #inDataDir} would find the files. */
    public boolean areInDataDir(List<RemoteFile> wanted, Path dataDir) {
        return missing(wanted, dataDir).isEmpty()
                || missing(wanted, dataDir.resolve(name)).isEmpty();
    }

    /**
     * The given files of the set in the cache; those that are not there are downloaded first.
     *
     * @throws DataException saying which files to put where, if one cannot be downloaded
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
                            + FileText.reason(e) + "; to do without, put "
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
