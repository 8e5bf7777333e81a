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
 * Downloads files of known size and digest. Data are written to {@code NAME.part}, and an interrupted download resumes from
 * there. Only a file with the known size and digest gets its final name.
 *
 * <p>It uses {@link HttpURLConnection} rather than {@code java.net.http}, because its read timeout also covers a server that
 * stops sending in the middle of a file.
 */
final class Download {
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final URI base;
    private final int timeoutMillis;

    /**
     * @param base the address that file names are appended to; ends in a slash
     * @param timeout for the connection, and for each block of data
     */
    public Download(URI base, Duration timeout) {
        this.base = base;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    }

    /**
     * Downloads a file into a folder, which is created if it does not exist.
     *
     * @throws IOException if the download fails for now: no network, the server refuses, the connection breaks (the data are kept
     *     for the next attempt), or the disk is full
     * @throws DataException if the server sends a different file; nothing of it is kept
     */
    public Path fetch(RemoteFile file, Path folder, DownloadProgress progress) throws IOException {
        Files.createDirectories(folder);
        Path target = folder.resolve(file.name());
        Path part = folder.resolve(file.name() + ".part");
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock(out, part);
            if (Files.exists(target)) { // another process has finished the download
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
                    if (out.size() == 0) { // nothing was received
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
            // Another thread of this process has the lock.
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
                throw new IOException("the server sends a different part of the file than requested");
            }
            if (status != OK && status != PARTIAL) {
                throw new IOException("the server answers with status " + status);
            }
            requireSize(status == OK ? file.size() : file.size() - out.size(), connection.getContentLengthLong());
            if (status == OK) {
                out.truncate(0); // the server sends the whole file instead of the requested part
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

    /** Checks the size before anything is overwritten, for example by the login page of a hotel network. */
    private static void requireSize(long needed, long offered) throws IOException {
        if (offered >= 0 && offered != needed) {
            throw new IOException("the server offers " + offered + " bytes, but the known file has " + needed);
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
                + " bytes (they are kept, and the next run resumes from there)";
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
