package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.file.FileText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Opens a table, whatever kind of file it is in: the first bytes tell NumPy's formats, all else is text. */
public final class TableFile {
    /** What messages call standard input. */
    public static final String STANDARD_INPUT = "standard input";

    /** What is wrong with options of text for what is not written that way. */
    public static final String NO_TEXT =
            "delimiter, quote, header, encoding and decimal mark can be given for tables such as .csv only";

    private TableFile() {}

    /**
     * Opens a file: {@code .npy}, {@code .npz}, or text in the format that its beginning shows, also packed with gzip.
     *
     * @throws DataException naming the file, if it cannot be read or holds no table
     */
    public static TableSource open(Path file) {
        return open(file, CsvOptions.FOUND_OUT);
    }

    /**
     * The same, where the user says how the text is written.
     *
     * @throws DataException naming the file, if it cannot be read or holds no table, or if it is no text and something is said of that
     */
    public static TableSource open(Path file, CsvOptions options) {
        return open(file, FileText.of(file), options);
    }

    /**
     * Opens what comes from standard input, which is copied to a temporary file that is deleted when Java ends.
     *
     * @param in read to its end, not closed
     * @throws DataException if it cannot be copied or holds no table
     */
    public static TableSource open(InputStream in) {
        return open(copy(in), STANDARD_INPUT, CsvOptions.FOUND_OUT);
    }

    /**
     * Copies what comes from standard input to a temporary file that is deleted when Java ends.
     *
     * @param in read to its end, not closed
     * @throws DataException if it cannot be copied
     */
    public static Path copy(InputStream in) {
        try {
            Path copy = Files.createTempFile("elbo-table-", ".tmp");
            copy.toFile().deleteOnExit();
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException e) {
            throw TextInput.failure(STANDARD_INPUT, e);
        }
    }

    /**
     * The same under another name.
     *
     * @param name what messages call it, such as {@link #STANDARD_INPUT}
     * @throws DataException beginning with the name, as above
     */
    public static TableSource open(Path file, String name, CsvOptions options) {
        TextFile.Kind kind = TextFile.kind(file, name);
        if (kind == TextFile.Kind.TEXT) {
            return CsvSource.open(file, name, options);
        }
        if (options.sayHowTextIs()) {
            throw new DataException(name + ": " + NO_TEXT);
        }
        return NpySource.open(file, name);
    }
}
