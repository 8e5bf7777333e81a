package io.elbo.internal;

import io.elbo.data.DataException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps a run's folder to one process; ends with the process, however that ends. The file it locks stays: were it deleted,
 * one process could hold the lock of the deleted file and another that of its successor.
 */
public final class RunLock implements AutoCloseable {
    private static final String FILE = ".lock";
    private static final int TRIES = 5;
    private static final long BETWEEN_NANOS = 20_000_000L;

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    public static RunLock of(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            // who asks whether it is held, holds it for a moment
            for (int i = 0; !lock(channel); i++) {
                if (i == TRIES) {
                    channel.close();
                    throw new DataException(folder + ": is being trained by another process; wait for it or stop it");
                }
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
            return new RunLock(channel);
        } catch (IOException e) {
            throw new DataException(folder + ": cannot be locked: " + Messages.reason(e), e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this very process: as by any other
        }
    }

    /** Whether some process, this one or another, holds a folder. */
    public static boolean isHeld(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return !lock(channel);
        } catch (IOException e) {
            return false; // of a folder in which this process may not write, it cannot be known
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // the lock ends with the process at the latest
        }
    }
}
