package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.file.FileText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Opens a table of any supported file type. The first bytes identify NumPy's formats; everything else is text. */
public final class TableFile {
    /** The name of standard input in messages. */
    public static final String STANDARD_INPUT = "standard input";

    /** The message for text options that are given for a file that is not text. */
    public static final String NO_TEXT =
            "delimiter, quote, header, encoding and decimal mark can be given for tables such as .csv only";

    private TableFile() {}

    /**
     * Opens a file: {@code .npy}, {@code .npz}, or text in the detected format, optionally compressed with gzip.
     *
     * @throws DataException naming the file, if it cannot be read or holds no table
     */
    public static TableSource open(Path file) {
        return open(file, CsvOptions.defaults());
    }

    /**
     * Opens a file with options for text.
     *
     * @throws DataException naming the file, if it cannot be read or holds no table, or if it is not text and a text option is
     *     set
     */
    public static TableSource open(Path file, CsvOptions options) {
        return open(file, FileText.of(file), options);
    }

    /**
     * Opens a table from standard input, which is copied to a temporary file that is deleted when Java exits.
     *
     * @param in read to its end, not closed
     * @throws DataException if it cannot be copied or holds no table
     */
    public static TableSource open(InputStream in) {
        return open(copy(in), STANDARD_INPUT, CsvOptions.defaults());
    }

    /**
     * Copies standard input to a temporary file that is deleted when Java exits.
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
     * Opens a file under another name.
     *
     * @param name of the file in messages, such as {@link #STANDARD_INPUT}
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
