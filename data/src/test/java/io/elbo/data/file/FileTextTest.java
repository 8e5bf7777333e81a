package io.elbo.data.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileTextTest {
    @Test
    void everyFailureIsPutInWords() {
        Map<IOException, String> words = Map.of(
                new NoSuchFileException("x"), "there is no such file or folder",
                new AccessDeniedException("x"), "permission denied",
                new NotDirectoryException("x"), "is not a folder",
                new FileSystemException("x", null, "No space left on device"), "No space left on device",
                new UnknownHostException("elbo.invalid"), "unknown host elbo.invalid",
                new SocketTimeoutException("Read timed out"), "the server does not answer",
                new ConnectException(), "no connection",
                new ConnectException("Connection refused"), "Connection refused",
                new EOFException(), "EOFException",
                new IOException("two\nlines"), "two\\nlines");
        words.forEach((failure, text) -> assertEquals(text, FileText.reason(failure)));
        assertEquals(
                "x: permission denied",
                FileText.failure(Path.of("x"), new AccessDeniedException("x")).getMessage());
    }
}
