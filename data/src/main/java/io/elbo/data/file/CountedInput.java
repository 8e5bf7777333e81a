package io.elbo.data.file;

import io.elbo.data.DataException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The bytes of a file, with the position. Gzip is recognised by the first two bytes, not by the name, and decompressed. Memory
 * use depends on the bytes read, never on what a header claims.
 */
public final class CountedInput implements AutoCloseable {
    private static final int BLOCK = 1 << 16;
    /** Deflate needs at least 2 bits for 258 bytes, so decompressed data are at most this many times the file size. */
    private static final long MOST_EXPANSION = 1032;

    private final Path path;
    private final InputStream in;
    private final long fileSize;
    private final boolean gzip;
    private long position;
    private boolean cutOff;

    private CountedInput(Path path, InputStream in, long fileSize, boolean gzip) {
        this.path = path;
        this.in = in;
        this.fileSize = fileSize;
        this.gzip = gzip;
    }

    /** @throws DataException naming the file, if it is missing, not a regular file, not readable, or a damaged gz file */
    public static CountedInput open(Path path) {
        requireNoFolder(path);
        InputStream file = null;
        try {
            long size = Files.size(path);
            file = new BufferedInputStream(Files.newInputStream(path), BLOCK);
            file.mark(2);
            boolean gzip = file.read() == 0x1F && file.read() == 0x8B;
            file.reset();
            return new CountedInput(path, gzip ? new GZIPInputStream(file, BLOCK) : file, size, gzip);
        } catch (IOException e) {
            closeQuietly(file);
            if (e instanceof ZipException || e instanceof EOFException) {
                throw new DataException(FileText.of(path) + ": damaged gz file: its header is invalid", e);
            }
            throw FileText.failure(path, e);
        }
    }

    /** @throws DataException naming the file, if it is a folder, a pipe or the like; a missing file is accepted */
    public static void requireNoFolder(Path path) {
        if (Files.isDirectory(path)) {
            throw new DataException(FileText.of(path) + ": is a folder; a file is needed");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new DataException(FileText.of(path) + ": is not a regular file");
        }
    }

    /** Returns how many bytes were read, after decompression. */
    public long position() {
        return position;
    }

    public boolean gzip() {
        return gzip;
    }

    /** Returns the size of the file on the disk. */
    public long fileSize() {
        return fileSize;
    }

    /** Returns true once a gz file has ended in the middle. */
    public boolean cutOff() {
        return cutOff;
    }

    /** Returns the maximum number of bytes that the file can contain, whatever a header claims. */
    public long mostBytes() {
        return gzip ? fileSize * MOST_EXPANSION : fileSize;
    }

    /** Returns the next {@code length} bytes; fewer only at the end. */
    public byte[] readUpTo(int length) {
        byte[] bytes = new byte[Math.min(length, BLOCK)];
        int have = 0;
        while (have < length) {
            if (have == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * have));
            }
            int n = readSome(bytes, have);
            if (n < 0) {
                break;
            }
            have += n;
        }
        return have == bytes.length ? bytes : Arrays.copyOf(bytes, have);
    }

    private int readSome(byte[] to, int offset) {
        try {
            int n = in.read(to, offset, to.length - offset);
            position += Math.max(n, 0);
            return n;
        } catch (EOFException e) {
            cutOff = true;
            return -1;
        } catch (ZipException e) {
            throw new DataException(
                    FileText.of(path) + ": damaged gz file, after " + position + " decompressed bytes: "
                            + FileText.reason(e),
                    e);
        } catch (IOException e) {
            throw FileText.failure(path, e);
        }
    }

    @Override
    public void close() {
        closeQuietly(in);
    }

    private static void closeQuietly(InputStream in) {
        try {
            if (in != null) {
                in.close();
            }
        } catch (IOException e) {
            // All bytes have been read; a failure to close the file does not affect them.
        }
    }
}
