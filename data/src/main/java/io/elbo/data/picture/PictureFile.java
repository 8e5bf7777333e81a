package io.elbo.data.picture;

import io.elbo.data.Background;
import io.elbo.data.DataException;
import io.elbo.data.ImageSize;
import io.elbo.data.file.FileText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one picture file. The content, not the name, determines the format. */
public final class PictureFile {
    private static final long MOST_BYTES = 512L << 20;

    /** Extensions of the supported formats. */
    private static final List<String> ENDINGS =
            List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp");

    private static final String KNOWN = "PNG, JPEG, GIF, BMP, TIFF or WebP";

    private static final String CUT_OFF = "it is cut off or damaged";

    private PictureFile() {}

    /** Returns whether a file is a picture, or has the name of one. */
    public static boolean isPicture(Path path) {
        if (Files.isDirectory(path)) {
            return false;
        }
        if (isMeant(path)) {
            return true;
        }
        if (!Files.isRegularFile(path)) {
            return false; // reading a pipe, for example, would block
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] start = in.readNBytes(PictureFormat.START);
            return PictureFormat.of(start).isPresent() || unread(path, start).isPresent();
        } catch (IOException e) {
            return false; // not the name of a picture, and the content cannot be read
        }
    }

    /** Returns the formats, as a sentence lists them. */
    public static String formats() {
        return KNOWN;
    }

    private static boolean isMeant(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith)
                || unread(path, new byte[0]).isPresent();
    }

    private static Optional<String> unread(Path path, byte[] start) {
        return UnreadKind.of(path.getFileName().toString(), start);
    }

    /**
     * Reads a picture.
     *
     * @param background behind transparent pixels
     * @param white the sample that becomes 255, if samples have more than 8 bits
     * @throws DataException naming the file, if it is not a complete picture of a reasonable size
     */
    public static Picture read(Path path, Optional<ImageSize> resize, Background background, int white) {
        byte[] file = bytes(path);
        try {
            Picture picture = PictureDecoder.decode(format(path, file), file, background, white);
            return resize.map(picture::resized).orElse(picture);
        } catch (EOFException e) {
            throw unreadable(path, CUT_OFF, e);
        } catch (IOException e) {
            throw unreadable(path, FileText.reason(e), e);
        } catch (DataException e) {
            throw new DataException(FileText.of(path) + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // on damaged files the decoders may throw any exception that their arithmetic causes
            throw unreadable(path, CUT_OFF, e);
        }
    }

    private static byte[] bytes(Path path) {
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new DataException(FileText.of(path) + ": is larger than " + (MOST_BYTES >> 20) + " MiB");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw FileText.failure(path, e);
        }
    }

    private static DataException unreadable(Path path, String reason, Exception cause) {
        return new DataException(FileText.of(path) + ": not a readable picture: " + reason, cause);
    }

    private static PictureFormat format(Path path, byte[] file) {
        unread(path, file).ifPresent(kind -> {
            throw new DataException("is a picture of an unsupported kind, " + kind + "; save it as " + KNOWN);
        });
        if (file.length == 0) {
            throw new DataException("is empty; a picture is needed");
        }
        return PictureFormat.of(file)
                .orElseThrow(() -> new DataException(FileText.start(Arrays.copyOf(file, Math.min(file.length, 4)))
                        + ", which is not a supported picture format: " + KNOWN));
    }
}
