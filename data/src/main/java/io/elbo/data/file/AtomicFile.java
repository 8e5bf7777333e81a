package io.elbo.data.file;

import io.elbo.data.DataException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes files atomically. A file is written under a temporary name in the same folder, forced to the disk, then renamed. Until
 * then, readers see the old file. If writing fails, for example because the disk is full, the old file stays and the temporary
 * file is removed.
 */
public final class AtomicFile {
    /** The names of temporary files. */
    private static final Pattern LEFT_OVER = Pattern.compile("\\..+\\.\\d+-\\d+\\.tmp");

    private AtomicFile() {}

    /** The content to write. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes everything, without closing.
         *
         * @param out buffered
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes or replaces a file. Its folder must exist.
     *
     * @throws DataException naming the file, if it cannot be written; the previous file then stays
     */
    public static void write(Path file, Content content) {
        replace(file, temporary -> {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
        });
    }

    /** Creates a file at a path. */
    @FunctionalInterface
    public interface Making {
        /**
         * Creates the file.
         *
         * @param temporary its path; no file exists there yet
         */
        void make(Path temporary) throws IOException;
    }

    /**
     * Creates or replaces a file by code that needs a path instead of a stream. The folder must exist.
     *
     * @throws DataException naming the file, if it cannot be written; the previous file then stays
     */
    public static void replace(Path file, Making content) {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new DataException(FileText.of(file) + ": is a folder; a file name is needed");
        }
        if (!Files.isDirectory(folder)) {
            throw new DataException(
                    FileText.of(file) + ": cannot be written: there is no folder " + FileText.of(folder));
        }
        // not Files.createTempFile, because only the owner may read its files
        Path temporary = temporary(folder, target.getFileName());
        try {
            content.make(temporary);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            forceQuietly(folder);
        } catch (IOException e) {
            throw FileText.failure(file, e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    private static Path temporary(Path folder, Path name) {
        return folder.resolve(
                "." + name + "." + ProcessHandle.current().pid() + "-" + Math.abs(System.nanoTime()) + ".tmp");
    }

    /**
     * Removes temporary files of processes that were killed while they wrote. Files that cannot be removed stay.
     *
     * @param folder that nobody else is writing to
     */
    public static void removeLeftOvers(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file ->
                            LEFT_OVER.matcher(file.getFileName().toString()).matches())
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .forEach(AtomicFile::deleteQuietly);
        } catch (IOException | UncheckedIOException e) {
            // They only take some space.
        }
    }

    /** Forces the rename to the disk as well, so that a power cut does not undo it. */
    private static void forceQuietly(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot open folders and some network disks cannot force them; the file itself is written.
        }
    }

    private static void deleteQuietly(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // The original failure is the one to report.
        }
    }
}
