package io.elbo.data.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The supported picture formats, recognised by how files start. */
enum PictureFormat {
    PNG("png", "\u0089PNG\r\n\u001a\n"),
    JPEG("jpeg", "\u00ff\u00d8\u00ff"),
    GIF("gif", "GIF87a", "GIF89a"),
    BMP("bmp", "BM"),
    TIFF("tiff", "II*\0", "MM\0*", "II+\0", "MM\0+"),
    WEBP("webp", "RIFF");

    /** Bytes that are enough to recognise a format. */
    static final int START = 12;

    private static final byte[] WEBP_KIND = "WEBP".getBytes(StandardCharsets.US_ASCII);
    private final String name;
    private final byte[][] starts;

    PictureFormat(String name, String... starts) {
        this.name = name;
        this.starts = Arrays.stream(starts)
                .map(start -> start.getBytes(StandardCharsets.ISO_8859_1))
                .toArray(byte[][]::new);
    }

    /** Returns the format of a file with this start; empty if it is not a picture. */
    static Optional<PictureFormat> of(byte[] file) {
        return Arrays.stream(values())
                .filter(format -> Arrays.stream(format.starts).anyMatch(start -> startsWith(file, 0, start)))
                .filter(format -> format != WEBP || startsWith(file, 8, WEBP_KIND))
                // any text may start with BM, so the fields that are always zero decide
                .filter(format -> format != BMP || file.length >= 10 && (file[6] | file[7] | file[8] | file[9]) == 0)
                .findFirst();
    }

    private static boolean startsWith(byte[] file, int at, byte[] start) {
        return file.length >= at + start.length && Arrays.equals(file, at, at + start.length, start, 0, start.length);
    }

    /** Returns the name of the format for the JDK's decoders. */
    String decoder() {
        return name;
    }
}
