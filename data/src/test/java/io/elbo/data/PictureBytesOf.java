package io.elbo.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Builds picture files byte by byte where the JDK cannot write them. */
final class PictureBytesOf {
    private PictureBytesOf() {}

    /** Returns the picture as the JDK writes it. */
    static byte[] written(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, out)) {
            throw new IllegalArgumentException("no writer of " + format);
        }
        return out.toByteArray();
    }

    static BufferedImage grey(int width, int height, int... pixels) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, width, height, pixels);
        return image;
    }

    static BufferedImage deep(int width, int height, int... pixels) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setPixels(0, 0, width, height, pixels);
        return image;
    }

    /** Red, green, blue and opacity as {@code 0xAARRGGBB}. */
    static BufferedImage colours(int width, int height, int... pixels) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, width, height, pixels, 0, width);
        return image;
    }

    /** An uncompressed TIFF file of one channel, with further tags {@code {tag, value}} of one short each. */
    static byte[] tiff(ByteOrder order, int width, int bits, int[] pixels, int[]... tags) {
        List<int[]> entries = new ArrayList<>(List.of(
                new int[] {256, width},
                new int[] {257, pixels.length / width},
                new int[] {258, bits},
                new int[] {259, 1},
                new int[] {273, 0},
                new int[] {277, 1},
                new int[] {278, pixels.length / width},
                new int[] {279, pixels.length * bits / 8}));
        entries.addAll(Arrays.asList(tags));
        if (entries.stream().noneMatch(entry -> entry[0] == 262)) {
            entries.add(new int[] {262, 1});
        }
        entries.sort((a, b) -> Integer.compare(a[0], b[0]));
        int data = 8 + 2 + 12 * entries.size() + 4;
        ByteBuffer file = ByteBuffer.allocate(data + pixels.length * bits / 8).order(order);
        file.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
        file.putShort((short) 42).putInt(8).putShort((short) entries.size());
        for (int[] entry : entries) {
            file.putShort((short) entry[0]).putShort((short) 3).putInt(1);
            file.putShort((short) (entry[0] == 273 ? data : entry[1])).putShort((short) 0);
        }
        file.putInt(0);
        for (int pixel : pixels) {
            if (bits == 8) {
                file.put((byte) pixel);
            } else {
                file.putShort((short) pixel);
            }
        }
        return file.array();
    }

    /** Returns EXIF data: a TIFF file with an orientation. */
    static byte[] exif(int orientation, ByteOrder order) {
        return tiff(order, 1, 8, new int[] {0}, new int[] {274, orientation});
    }

    /** Returns a PNG file with a chunk after its first. */
    static byte[] withChunk(byte[] png, String type, byte[] content) {
        byte[] chunk = ByteBuffer.allocate(content.length + 4)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
        CRC32 crc = new CRC32();
        crc.update(chunk);
        byte[] whole = ByteBuffer.allocate(chunk.length + 8)
                .putInt(content.length)
                .put(chunk)
                .putInt((int) crc.getValue())
                .array();
        return inserted(png, 33, whole);
    }

    /** Returns a JPEG file with a segment after its start. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        byte[] segment = ByteBuffer.allocate(content.length + 4)
                .put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) (content.length + 2))
                .put(content)
                .array();
        return inserted(jpeg, 2, segment);
    }

    /** Returns the extended form of a WebP file of one chunk, with EXIF after it. */
    static byte[] withExif(byte[] webp, int width, int height, byte[] exif) {
        int even = exif.length + exif.length % 2;
        ByteBuffer file = ByteBuffer.allocate(webp.length + 18 + 8 + even).order(ByteOrder.LITTLE_ENDIAN);
        file.put(webp, 0, 4).putInt(file.capacity() - 8).put(webp, 8, 4);
        file.put("VP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(0x08);
        file.putShort((short) (width - 1))
                .put((byte) 0)
                .putShort((short) (height - 1))
                .put((byte) 0);
        file.put(webp, 12, webp.length - 12);
        file.put("EXIF".getBytes(StandardCharsets.US_ASCII)).putInt(exif.length).put(exif);
        return file.array();
    }

    static byte[] joined(byte[] first, byte[] second) {
        return inserted(first, first.length, second);
    }

    private static byte[] inserted(byte[] file, int at, byte[] part) {
        return ByteBuffer.allocate(file.length + part.length)
                .put(file, 0, at)
                .put(part)
                .put(file, at, file.length - at)
                .array();
    }
}
