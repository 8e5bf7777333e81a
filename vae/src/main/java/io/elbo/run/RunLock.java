package io.elbo.run;

import io.elbo.data.DataException;
import io.elbo.data.file.FileText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps a run's folder to one process; ends with the process, however that ends. The file it locks stays: were it deleted,
 * one process could hold the lock of the deleted file and another that of its successor.
 */
public final class RunLock implements AutoCloseable {
    private static final String FILE = ".lock";
    private static final int TRIES = 5;
    private static final long BETWEEN_NANOS = 20_000_000L;
    /** Folders that this process holds: to open and close the file of one would give its lock up. */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path folder;
    private final FileChannel channel;

    private RunLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    public static RunLock of(Path folder) {
        try {
            // who asks whether it is held, holds it for a moment
            for (int i = 0; i < TRIES; i++) {
                RunLock lock = attempt(folder.toRealPath(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (lock != null) {
                    return lock;
                }
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
        } catch (IOException e) {
            throw new DataException(folder + ": cannot be locked: " + FileText.reason(e), e);
        }
        throw new DataException(folder + ": is being trained by another process; wait for it or stop it");
    }

    /** Null if it is held. */
    private static RunLock attempt(Path real, OpenOption... options) throws IOException {
        synchronized (HELD) {
            if (HELD.contains(real)) {
                return null;
            }
            FileChannel channel = FileChannel.open(real.resolve(FILE), options);
            if (!locked(channel)) {
                channel.close();
                return null;
            }
            HELD.add(real);
            return new RunLock(real, channel);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // somebody else in this process, who did not come through here
        }
    }

    /** Whether some process, this one or another, holds a folder. */
    public static boolean isHeld(Path folder) {
        if (!Files.isRegularFile(folder.resolve(FILE), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            RunLock lock = attempt(folder.toRealPath(), StandardOpenOption.WRITE);
            if (lock == null) {
                return true;
            }
            lock.close();
            return false;
        } catch (IOException e) {
            return false; // of a folder in which this process may not write, it cannot be known
        }
    }

    @Override
    public void close() {
        synchronized (HELD) {
            try {
                channel.close();
            } catch (IOException e) {
                // the lock ends with the process at the latest
            }
            HELD.remove(folder);
        }
    }
}
