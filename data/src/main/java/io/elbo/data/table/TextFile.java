package io.elbo.data.table;

import io.elbo.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/** Text files, plain or compressed with gzip: their kind and their format. */
final class TextFile {
    /** How much of a file is used to detect its format. */
    private static final int START = 1 << 18;

    private TextFile() {}

    /** The kind of a file by its first bytes. */
    public enum Kind {
        TEXT,
        NPY,
        NPZ
    }

    /** @throws DataException naming the file, if it cannot be read or is of a known kind that is not a table of these */
    public static Kind kind(Path file, String name) {
        byte[] start = start(file, name, 6);
        if (starts(start, 0x93, 'N', 'U', 'M', 'P', 'Y')) {
            return Kind.NPY;
        }
        if (starts(start, 'P', 'K', 3, 4)) {
            return Kind.NPZ;
        }
        if (starts(start, 'P', 'A', 'R', '1')) {
            throw new DataException(name + ": is a Parquet file, not text");
        }
        return Kind.TEXT;
    }

    private static boolean starts(byte[] bytes, int... with) {
        for (int i = 0; i < with.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != with[i]) {
                return false;
            }
        }
        return true;
    }

    /** @throws DataException naming the file, if it cannot be read or is not text */
    public static CsvDetection detect(Path file, String name, CsvOptions options) {
        byte[] start = start(file, name, START + 1);
        if (start.length == 0) {
            throw new DataException(name + ": is empty; a table is needed");
        }
        try {
            return CsvDetection.of(Arrays.copyOf(start, Math.min(START, start.length)), start.length <= START, options);
        } catch (DataException e) {
            throw new DataException(name + ": " + e.getMessage(), e);
        }
    }

    private static byte[] start(Path file, String name, int length) {
        try (InputStream in = TextInput.unpacked(file, name)) {
            return in.readNBytes(length);
        } catch (IOException e) {
            throw TextInput.failure(name, e);
        }
    }
}
