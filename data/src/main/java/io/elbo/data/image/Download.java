package io.elbo.data.image;

import io.elbo.data.DataException;
import io.elbo.data.file.FileText;
import io.elbo.data.file.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Downloads pinned files. What comes goes to {@code NAME.part}; an interrupted download goes on from there; only a file
 * of the pinned size and digest ever gets its name.
 *
 * <p>{@link HttpURLConnection} rather than {@code java.net.http}: its read timeout also covers a server that falls
 * silent in the middle of a file.
 */
final class Download {
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final URI base;
    private final int timeoutMillis;

    /**
     * @param base the address that file names are appended to; ends in a slash
     * @param timeout how long to wait for a connection, and for each block of data
     */
    public Download(URI base, Duration timeout) {
        this.base = base;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    }

    /**
     * Gets a file into a folder, which is made if it is not there.
     *
     * @throws IOException if it cannot be had now: no network, the server refuses, the connection breaks (what came is
     *     kept for the next time), the disk is full
     * @throws DataException if what the server sends is not the pinned file; nothing of it is kept
     */
    public Path fetch(RemoteFile file, Path folder, DownloadProgress progress) throws IOException {
        Files.createDirectories(folder);
        Path target = folder.resolve(file.name());
        Path part = folder.resolve(file.name() + ".part");
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock(out, part);
            if (Files.exists(target)) { // another process was faster
                Files.deleteIfExists(part);
                return target;
            }
            if (out.size() > file.size()) {
                out.truncate(0);
            }
            if (out.size() < file.size()) {
                try {
                    receive(file, out, progress);
                } catch (IOException e) {
                    if (out.size() == 0) { // nothing came, so nothing is left behind
                        Files.deleteIfExists(part);
                    }
                    throw e;
                }
            }
            out.force(true);
        } catch (TooLongException e) {
            Files.deleteIfExists(part);
            throw new DataException(
                    base.resolve(file.name()) + ": the server sends more than the " + file.size()
                            + " bytes of the known file; nothing of it is kept",
                    e);
        }
        verify(file, part);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        return target;
    }

    private static void lock(FileChannel out, Path part) throws IOException {
        try {
            if (out.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // The same, within this process.
        }
        throw new IOException("another download is writing " + FileText.of(part));
    }

    private void receive(RemoteFile file, FileChannel out, DownloadProgress progress) throws IOException {
        HttpURLConnection connection = connect(file, out.size());
        if (connection.getResponseCode() == RANGE_NOT_SATISFIABLE) {
            connection.disconnect();
            out.truncate(0);
            connection = connect(file, 0);
        }
        try {
            int status = connection.getResponseCode();
            if (status == PARTIAL && !startsAt(out.size(), connection)) {
                throw new IOException("the server sends another part of the file than was asked for");
            }
            if (status != OK && status != PARTIAL) {
                throw new IOException("the server answers with status " + status);
            }
            requireSize(status == OK ? file.size() : file.size() - out.size(), connection.getContentLengthLong());
            if (status == OK) {
                out.truncate(0); // the whole file, whatever part was asked for
            }
            try (InputStream in = connection.getInputStream()) {
                copy(in, out, file, progress);
            }
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection connect(RemoteFile file, long from) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) base.resolve(file.name()).toURL().openConnection();
        connection.setConnectTimeout(timeoutMillis);
        connection.setReadTimeout(timeoutMillis);
        connection.setUseCaches(false);
        connection.setRequestProperty("User-Agent", "elbo");
        if (from > 0) {
            connection.setRequestProperty("Range", "bytes=" + from + "-");
        }
        return connection;
    }

    /** The page of a hotel's network, say, is seen for what it is before anything is overwritten with it. */
    private static void requireSize(long needed, long offered) throws IOException {
        if (offered >= 0 && offered != needed) {
            throw new IOException("the server offers " + offered + " bytes where the known file has " + needed);
        }
    }

    private static boolean startsAt(long from, HttpURLConnection connection) {
        String range = connection.getHeaderField("Content-Range");
        return range != null && range.startsWith("bytes " + from + "-");
    }

    private static void copy(InputStream in, FileChannel out, RemoteFile file, DownloadProgress progress)
            throws IOException {
        long have = out.size();
        out.position(have);
        progress.update(file.name(), have, file.size());
        byte[] block = new byte[1 << 16];
        try {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                if (n > file.size() - have) {
                    throw new TooLongException();
                }
                for (ByteBuffer bytes = ByteBuffer.wrap(block, 0, n); bytes.hasRemaining(); ) {
                    out.write(bytes);
                }
                have += n;
                progress.update(file.name(), have, file.size());
            }
        } catch (TooLongException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(interrupted(have, file) + ": " + FileText.reason(e), e);
        }
        if (have < file.size()) {
            throw new IOException(interrupted(have, file));
        }
    }

    private static String interrupted(long have, RemoteFile file) {
        return "the connection ended after " + have + " of " + file.size()
                + " bytes (they are kept, and the next run goes on from there)";
    }

    private void verify(RemoteFile file, Path part) throws IOException {
        String found = Sha256.of(part);
        if (!found.equals(file.sha256())) {
            Files.deleteIfExists(part);
            throw new DataException(base.resolve(file.name()) + ": SHA-256 is " + found + ", the known file has "
                    + file.sha256() + "; nothing of it is kept");
        }
    }

    private static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
