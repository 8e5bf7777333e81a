package io.elbo.data.file;

import io.elbo.data.DataException;
import io.elbo.data.Shown;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Formats files and their errors for the user. */
public final class FileText {
    private FileText() {}

    /** Returns the path on one line, whatever characters it contains. */
    public static String of(Path path) {
        return oneLine(path.toString());
    }

    /** Returns an exception with the message "path: reason". */
    public static DataException failure(Path path, IOException cause) {
        return new DataException(of(path) + ": " + reason(cause), cause);
    }

    /** Returns the reason in words. The messages of JDK exceptions are often only a path or a host. */
    public static String reason(Exception cause) {
        if (cause instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NotDirectoryException) {
            return "is not a folder";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "a file with that name exists";
        }
        if (cause instanceof FileSystemException problem && problem.getReason() != null) {
            return oneLine(problem.getReason());
        }
        if (cause instanceof UnknownHostException) {
            return "unknown host " + oneLine(String.valueOf(cause.getMessage()));
        }
        if (cause instanceof SocketTimeoutException) {
            return "the server does not answer";
        }
        if (cause instanceof ConnectException && cause.getMessage() == null) {
            return "no connection";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : oneLine(cause.getMessage());
    }

    /** Returns what a file of another kind starts with: as text if it is text, otherwise as bytes. */
    public static String start(byte[] bytes) {
        boolean text = bytes.length > 0;
        StringBuilder hex = new StringBuilder();
        for (byte b : bytes) {
            text &= b >= 0x20 && b < 0x7F;
            hex.append(String.format(" %02X", b & 0xFF));
        }
        return text
                ? "starts with '" + new String(bytes, StandardCharsets.US_ASCII) + "'"
                : "starts with the bytes" + hex;
    }

    /** Returns the first line of a text, or an empty text if there is none. */
    public static String firstLine(String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }

    /** Returns the text without line breaks and other control characters. */
    public static String oneLine(String text) {
        return Shown.oneLine(text);
    }
}
