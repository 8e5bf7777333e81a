package io.elbo.data.internal;

import io.elbo.data.DataException;
import io.elbo.data.table.CsvOptions;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Text files, plain or packed with gzip, and what kind a file is of. */
public final class TextFile {
    /** How much of a file its format is told from. */
    private static final int START = 1 << 18;

    private static final int BLOCK = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private TextFile() {}

    /** What the first bytes of a file say. */
    public enum Kind {
        TEXT,
        NPY,
        NPZ
    }

    /** @throws DataException naming the file, if it cannot be read or is of a known kind that is no table of these */
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
        try (InputStream in = unpacked(file, name)) {
            return in.readNBytes(length);
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    /**
     * The text without a byte order mark.
     *
     * @throws DataException naming the file, if it cannot be opened; reading throws a CharacterCodingException if it is
     *     not in this encoding
     */
    public static Reader open(Path file, String name, Charset charset) throws IOException {
        InputStream in = unpacked(file, name);
        try {
            return text(in, charset);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** The text of a stream without a byte order mark; its first character is read at once. */
    public static Reader text(InputStream in, Charset charset) throws IOException {
        PushbackReader text = new PushbackReader(new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        int first = text.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            text.unread(first);
        }
        return text;
    }

    private static InputStream unpacked(Path file, String name) throws IOException {
        if (Files.isDirectory(file)) {
            throw new DataException(name + ": is a folder; a file is needed");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new DataException(name + ": is not a regular file");
        }
        InputStream in = new BufferedInputStream(Files.newInputStream(file), BLOCK);
        try {
            in.mark(2);
            boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
            in.reset();
            return gzip ? new GZIPInputStream(in, BLOCK) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** "name: reason". */
    public static DataException failure(String name, IOException cause) {
        String reason = cause instanceof EOFException
                ? "damaged gz file: it ends in the middle"
                : (cause instanceof ZipException ? "damaged gz file: " : "") + FileText.reason(cause);
        return new DataException(name + ": " + reason, cause);
    }
}
