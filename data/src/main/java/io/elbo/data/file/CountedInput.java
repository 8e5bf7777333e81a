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
 * The bytes of a file, plain or out of gzip (told by its first two bytes, not by its name), with the position. Memory
 * follows what was read, never what a header promises.
 */
public final class CountedInput implements AutoCloseable {
    private static final int BLOCK = 1 << 16;
    /** Deflate codes 258 bytes in no less than 2 bits, so a gz file holds no more than this many times its size. */
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
                throw new DataException(FileText.of(path) + ": damaged gz file: its header is not right", e);
            }
            throw FileText.failure(path, e);
        }
    }

    /** @throws DataException naming the file, if it is a folder, a pipe or the like; a missing file passes */
    public static void requireNoFolder(Path path) {
        if (Files.isDirectory(path)) {
            throw new DataException(FileText.of(path) + ": is a folder; a file is needed");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new DataException(FileText.of(path) + ": is not a regular file");
        }
    }

    /** How many bytes were read, after decompression. */
    public long position() {
        return position;
    }

    public boolean gzip() {
        return gzip;
    }

    /** The size of the file as it lies on the disk. */
    public long fileSize() {
        return fileSize;
    }

    /** True once a gz file turned out to end in the middle. */
    public boolean cutOff() {
        return cutOff;
    }

    /** No more bytes than this can come, whatever a header says. */
    public long mostBytes() {
        return gzip ? fileSize * MOST_EXPANSION : fileSize;
    }

    /** The next {@code length} bytes; fewer only at the end. */
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
            // All bytes that matter have been read; a failure to let go of the file takes nothing from them.
        }
    }
}
