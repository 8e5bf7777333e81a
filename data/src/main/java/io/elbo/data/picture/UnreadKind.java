package io.elbo.data.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An unsupported picture format. Files of these formats are reported instead of ignored.
 *
 * @param name of the format
 * @param at offset of its mark in the file
 * @param mark bytes as text
 */
record UnreadKind(String name, int at, String mark) {
    private static final List<UnreadKind> KINDS = List.of(
            new UnreadKind("HEIC", 4, "ftyphei"),
            new UnreadKind("HEIC", 4, "ftypmif1"),
            new UnreadKind("AVIF", 4, "ftypavi"),
            new UnreadKind("camera raw", 4, "ftypcrx"),
            new UnreadKind("JPEG 2000", 4, "jP  "),
            new UnreadKind("JPEG XL", 4, "JXL "),
            new UnreadKind("Photoshop", 0, "8BPS"),
            new UnreadKind("SVG", 0, "<svg"));

    /** Extensions of further formats. Camera raw files start like TIFF but contain a thumbnail. */
    private static final List<String> ENDINGS = List.of(
            ".heic", ".heif", ".avif", ".jxl", ".jp2", ".psd", ".svg", ".ico", ".pgm", ".ppm", ".pbm", ".pnm", ".tga",
            ".dng", ".cr2", ".cr3", ".nef", ".arw");

    /** Returns the format of a file by its name or content; empty if it is none of these. */
    static Optional<String> of(String fileName, byte[] start) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        return ENDINGS.stream()
                .filter(lower::endsWith)
                .findFirst()
                .or(() -> KINDS.stream()
                        .filter(kind -> kind.matches(start))
                        .map(UnreadKind::name)
                        .findFirst());
    }

    private boolean matches(byte[] start) {
        byte[] wanted = mark.getBytes(StandardCharsets.US_ASCII);
        int end = at + wanted.length;
        return start.length >= end && Arrays.equals(start, at, end, wanted, 0, wanted.length);
    }
}
