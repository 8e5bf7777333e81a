package io.elbo.json;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Turns exceptions of the platform into words. */
public final class Messages {
    private Messages() {}

    /** Why a file could not be read or written. */
    public static String reason(java.io.IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : firstLine(e.getMessage());
    }

    public static String firstLine(String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }
}
