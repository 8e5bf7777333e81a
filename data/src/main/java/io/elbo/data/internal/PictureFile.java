package io.elbo.data.internal;

import io.elbo.data.DataException;
import io.elbo.data.ImageSize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads one PNG or JPEG file, told apart by content. */
public final class PictureFile {
    /** Above this a picture is more likely to be made to fill memory than to be looked at. */
    private static final int MOST_PIXELS = 64_000_000;

    /** One permit a pixel: however many threads there are, the pictures in decoding take some hundred MB at most. */
    private static final Semaphore IN_DECODING = new Semaphore(MOST_PIXELS);

    private static final long MOST_BYTES = 512L << 20;

    private PictureFile() {}

    /** @throws DataException naming the file, if it is not a whole PNG or JPEG picture of a reasonable size */
    public static Picture read(Path path, Optional<ImageSize> resize) {
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new DataException("is larger than " + (MOST_BYTES >> 20) + " MiB");
            }
            Picture picture = decode(Files.readAllBytes(path));
            return resize.map(picture::resized).orElse(picture);
        } catch (IIOException e) {
            throw new DataException(FileText.of(path) + ": not a readable picture: " + FileText.reason(e), e);
        } catch (IOException e) {
            throw FileText.failure(path, e);
        } catch (DataException e) {
            throw new DataException(FileText.of(path) + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // The decoders of the JDK meet some damaged files with whatever exception their arithmetic runs into.
            throw new DataException(FileText.of(path) + ": not a readable picture: " + FileText.reason(e), e);
        }
    }

    private static Picture decode(byte[] file) throws IOException {
        String format = format(file);
        if (format.equals("png")) {
            PngChunks.check(file);
        }
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > MOST_PIXELS) {
                throw new DataException("is " + width + "x" + height + " pixels; at most " + MOST_PIXELS / 1_000_000
                        + " million are read");
            }
            IN_DECODING.acquireUninterruptibly(width * height);
            try {
                return decode(reader);
            } finally {
                IN_DECODING.release(width * height);
            }
        } finally {
            reader.dispose();
        }
    }

    private static Picture decode(ImageReader reader) throws IOException {
        Damage damage = new Damage();
        reader.addIIOReadWarningListener(damage);
        Picture picture = Picture.of(reader.read(0));
        if (damage.found != null) {
            throw new DataException("not a readable picture: " + damage.found);
        }
        return picture;
    }

    private static String format(byte[] file) {
        byte[] start = Arrays.copyOf(file, Math.min(file.length, 4));
        if (start.length == 4 && start[0] == (byte) 0x89 && start[1] == 'P' && start[2] == 'N' && start[3] == 'G') {
            return "png";
        }
        if (start.length == 4 && start[0] == (byte) 0xFF && start[1] == (byte) 0xD8) {
            return "jpeg";
        }
        throw new DataException(
                file.length == 0
                        ? "is empty; a PNG or JPEG picture is needed"
                        : FileText.start(start) + ", neither a PNG nor a JPEG picture");
    }

    /** The JPEG decoder only warns when data are missing, and paints the rest grey. */
    private static final class Damage implements IIOReadWarningListener {
        private String found;

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            String text = warning.toLowerCase(Locale.ROOT);
            boolean lost = text.contains("premature end") || text.contains("corrupt");
            // Stray bytes between two segments are common and take nothing from the picture.
            if (found == null && lost && !text.contains("extraneous bytes")) {
                found = warning;
            }
        }
    }
}
