package io.elbo.run;

import io.elbo.data.file.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The text of a growing file, which is written atomically each time. */
final class GrowingText {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void add(String line) {
        bytes.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        bytes.write('\n');
    }

    void write(Path file) {
        AtomicFile.write(file, bytes::writeTo);
    }
}
