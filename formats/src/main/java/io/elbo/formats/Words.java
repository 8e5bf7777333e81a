package io.elbo.formats;

import io.elbo.data.DataException;
import io.elbo.data.Shown;
import java.nio.file.Files;
import java.nio.file.Path;

/** Formats files and their errors for the user. */
final class Words {
    private Words() {}

    /** Returns the path on one line, whatever characters it contains. */
    public static String of(Path path) {
        return oneLine(path.toString());
    }

    /** Returns the text without line breaks and other control characters. */
    public static String oneLine(String text) {
        return Shown.oneLine(text);
    }

    /** @throws DataException if the path is not a regular file that can be read more than once */
    public static void requireFile(Path file, String name) {
        if (!Files.exists(file)) {
            throw new DataException(name + ": there is no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new DataException(name + ": "
                    + (Files.isDirectory(file) ? "is a folder; a file is needed" : "is not a regular file"));
        }
        if (!Files.isReadable(file)) {
            throw new DataException(name + ": permission denied");
        }
    }
}
