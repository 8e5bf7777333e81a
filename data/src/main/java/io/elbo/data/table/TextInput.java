package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.file.FileText;
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
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens text files, plain or compressed with gzip. It is for implementations of {@link TableSource}. */
public final class TextInput {
    private static final int BLOCK = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private TextInput() {}

    /**
     * Opens the text of a file, without a byte order mark.
     *
     * @param name of the file in messages
     * @return reading throws a {@link java.nio.charset.CharacterCodingException} if the text is not in this encoding
     * @throws DataException naming the file, if it is a folder or not a regular file
     * @throws IOException if it cannot be opened; {@link #failure} describes why
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

    /** Opens the text of a stream, as {@link #open}; its first character is read at once. */
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

    /**
     * Opens the bytes of a file, decompressed if its first two are those of gzip.
     *
     * @param name of the file in messages
     * @throws DataException naming the file, if it is a folder or not a regular file
     * @throws IOException if it cannot be opened; {@link #failure} describes why
     */
    public static InputStream unpacked(Path file, String name) throws IOException {
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

    /** Returns why a file could not be read, as "name: reason" on one line. */
    public static DataException failure(String name, IOException cause) {
        String reason = cause instanceof EOFException
                ? "damaged gz file: it ends in the middle"
                : (cause instanceof ZipException ? "damaged gz file: " : "") + FileText.reason(cause);
        return new DataException(name + ": " + reason, cause);
    }
}
