package io.elbo.data.file;

import io.elbo.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Creates folders for results. */
public final class Folders {
    private Folders() {}

    /**
     * Creates a folder and its parents, if they do not exist.
     *
     * @throws DataException naming the folder and the reason, if it cannot be created
     */
    public static void make(Path folder) {
        Path file = firstFile(folder);
        if (file != null) {
            throw new DataException(FileText.of(folder) + ": the folder cannot be created: "
                    + (file.equals(folder) ? "a file with that name exists" : FileText.of(file) + " is a file"));
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw failure(folder, "the folder cannot be created", e);
        }
    }

    /**
     * Returns an exception with the reason in words. The messages of system exceptions are often only a path.
     *
     * @param what failed, such as {@code cannot be written}
     */
    public static DataException failure(Path folder, String what, IOException cause) {
        return new DataException(FileText.of(folder) + ": " + what + ": " + FileText.reason(cause), cause);
    }

    /** Returns the folder or the parent that is not a folder; null if there is none. */
    private static Path firstFile(Path folder) {
        for (Path at = folder; at != null; at = at.getParent()) {
            if (Files.exists(at)) {
                return Files.isDirectory(at) ? null : at;
            }
        }
        return null;
    }
}
