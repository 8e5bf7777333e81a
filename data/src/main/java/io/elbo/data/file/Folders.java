package io.elbo.data.file;

import io.elbo.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the folders into which results go. */
public final class Folders {
    private Folders() {}

    /**
     * Makes a folder, and those above it, where they are not there.
     *
     * @throws DataException naming the folder and why it cannot be made
     */
    public static void make(Path folder) {
        Path file = firstFile(folder);
        if (file != null) {
            throw new DataException(FileText.of(folder) + ": cannot be made a folder: "
                    + (file.equals(folder) ? "there is a file of that name" : FileText.of(file) + " is a file"));
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw failure(folder, "cannot be made a folder", e);
        }
    }

    /**
     * Puts what the system says of a folder in words: its exceptions often carry no more than a path.
     *
     * @param what could not be done, as in {@code cannot be written}
     */
    public static DataException failure(Path folder, String what, IOException cause) {
        return new DataException(FileText.of(folder) + ": " + what + ": " + FileText.reason(cause), cause);
    }

    /** The folder itself or the one above it that is none; null if there is no such. */
    private static Path firstFile(Path folder) {
        for (Path at = folder; at != null; at = at.getParent()) {
            if (Files.exists(at)) {
                return Files.isDirectory(at) ? null : at;
            }
        }
        return null;
    }
}
