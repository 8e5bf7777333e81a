package io.elbo.internal;

import io.elbo.data.DataException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a run's folder to one process; ends with the process, however that ends. The file it locks stays: were it deleted,
 * one process could hold the lock of the deleted file and another that of its successor.
 */
public final class RunLock implements AutoCloseable {
    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    public static RunLock of(Path folder) {
        Path file = folder.resolve(".lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = null;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                // held by this very process: reported as for any other
            }
            if (lock == null) {
                channel.close();
                throw new DataException(folder + ": is being trained by another process; wait for it or stop it");
            }
            return new RunLock(channel);
        } catch (IOException e) {
            throw new DataException(folder + ": cannot be locked: " + Messages.reason(e), e);
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
