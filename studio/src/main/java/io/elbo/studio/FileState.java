package io.elbo.studio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The state of a file, which changes when the file is written. Cached content is valid while the state stays the same. Files are
 * replaced as a whole, so a new file has a new key even if its time and size are the same.
 */
record FileState(String path, long time, long size, String key) {
    static FileState of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new FileState(
                    file.toString(), now.lastModifiedTime().toMillis(), now.size(), String.valueOf(now.fileKey()));
        } catch (IOException e) {
            return new FileState(file.toString(), 0, -1, "");
        }
    }

    boolean exists() {
        return size >= 0;
    }

    /** Returns a text that identifies this version of the file. */
    String version() {
        return Long.toString(time, 36) + "-" + Long.toString(size, 36) + "-" + Integer.toHexString(key.hashCode());
    }
}
