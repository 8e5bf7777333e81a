package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.internal.FileText;
import io.elbo.data.internal.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Opens a table, whatever kind of file it is in: the first bytes tell NumPy's formats, all else is text. */
public final class TableFile {
    private TableFile() {}

    /**
     * Opens a file: {@code .npy}, {@code .npz}, or text in the format that its beginning shows, also packed with gzip.
     *
     * @throws DataException naming the file, if it cannot be read or holds no table
     */
    public static TableSource open(Path file) {
        return open(file, FileText.of(file));
    }

    /**
     * Opens what comes from standard input, which is copied to a temporary file that is deleted when Java ends.
     *
     * @param in read to its end, not closed
     * @throws DataException if it cannot be copied or holds no table
     */
    public static TableSource open(InputStream in) {
        String name = "standard input";
        try {
            Path copy = Files.createTempFile("elbo-table-", ".tmp");
            copy.toFile().deleteOnExit();
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return open(copy, name);
        } catch (IOException e) {
            throw TextFile.failure(name, e);
        }
    }

    private static TableSource open(Path file, String name) {
        return switch (TextFile.kind(file, name)) {
            case NPY, NPZ -> NpySource.open(file, name);
            case TEXT -> CsvSource.open(file, name);
        };
    }
}
