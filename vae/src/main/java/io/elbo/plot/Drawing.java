package io.elbo.plot;

import io.elbo.data.DataException;
import io.elbo.data.file.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A finished picture. Immutable. */
public final class Drawing {
    private final BufferedImage image;

    /** @param image that nobody else draws on */
    Drawing(BufferedImage image) {
        this.image = image;
    }

    /** Returns the width in pixels. */
    public int width() {
        return image.getWidth();
    }

    /** Returns the height in pixels. */
    public int height() {
        return image.getHeight();
    }

    /** Returns a pixel as {@code 0xRRGGBB}; x from the left, y from the top. */
    public int rgb(int x, int y) {
        return image.getRGB(x, y) & 0xFFFFFF;
    }

    /**
     * Writes a PNG file atomically.
     *
     * @throws DataException if it cannot be written
     */
    public void write(Path file) {
        AtomicFile.write(file, this::write);
    }

    /** Returns the bytes of a PNG file. */
    public byte[] png() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void write(OutputStream out) throws IOException {
        // ImageIO's own stream would need a temporary file, which cannot be created during process shutdown
        try (MemoryCacheImageOutputStream png = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(image, "png", png)) {
                throw new IOException("this Java has no PNG writer");
            }
        }
    }
}
