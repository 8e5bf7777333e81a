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
 * A file that is there whole or not at all: written beside its place, forced to the disk, then renamed. Whoever reads
 * the file meanwhile sees the old one; if the disk is full or the writing fails otherwise, the old one stays and nothing
 * is left beside it.
 */
public final class AtomicFile {
    /** The names of files that are being written. */
    private static final Pattern LEFT_OVER = Pattern.compile("\\..+\\.\\d+-\\d+\\.tmp");

    private AtomicFile() {}

    /** What to write. */
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
     * Writes a file, or replaces it. Its folder must be there.
     *
     * @throws DataException naming the file, if it cannot be written; then what was there before still is
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

    /** What to make. */
    @FunctionalInterface
    public interface Making {
        /**
         * Makes a file.
         *
         * @param temporary where; there is none yet
         */
        void make(Path temporary) throws IOException;
    }

    /**
     * Makes a file, or replaces it, where what writes it wants a name and not a stream. Its folder must be there.
     *
     * @throws DataException naming the file, if it cannot be written; then what was there before still is
     */
    public static void replace(Path file, Making content) {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new DataException(FileText.of(file) + ": is a folder; a file name is needed");
        }
        if (!Files.isDirectory(folder)) {
            throw new DataException(
                    FileText.of(file) + ": cannot be written, there is no folder " + FileText.of(folder));
        }
        // Not Files.createTempFile, whose files only the owner may read.
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
     * Removes what processes left in a folder that were killed while they wrote. What cannot be removed stays.
     *
     * @param folder in which nobody else writes now
     */
    public static void removeLeftOvers(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file ->
                            LEFT_OVER.matcher(file.getFileName().toString()).matches())
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .forEach(AtomicFile::deleteQuietly);
        } catch (IOException | UncheckedIOException e) {
            // They take some space, no more.
        }
    }

    /** Brings the new name to the disk too, so that a power cut does not take it back. */
    private static void forceQuietly(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows opens no folders, some network disks force none; the file itself is written.
        }
    }

    private static void deleteQuietly(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // The failure that left it there is the one to report.
        }
    }
}
