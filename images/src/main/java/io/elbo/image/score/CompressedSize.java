package io.elbo.image.score;

import io.elbo.data.ImageShape;
import java.util.zip.Deflater;

/**
 * Computes the size of an image in PNG, without headers and checksums. One of PNG's five filters (RFC 2083, chapter 6) predicts each line
 * from its neighbours, and deflate compresses the differences at level 9. Each filter is applied to the whole image, and the smallest
 * result counts. A black and white image is also compressed with eight pixels per byte.
 *
 * <p>Deflate is the zlib of the running Java. Other builds of zlib may differ by a few bytes.
 */
final class CompressedSize implements AutoCloseable {
    private static final int FILTERS = 5;
    private static final int WHITE = 255;

    private final ImageShape shape;
    // omits the header and the checksum of zlib
    private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    private final byte[] filtered;
    private final byte[] out = new byte[4096];

    CompressedSize(ImageShape shape) {
        this.shape = shape;
        filtered = new byte[shape.size()];
    }

    /** Returns the compressed size, in bytes, of a channel-last image of the shape. */
    int of(byte[] pixels) {
        int line = shape.width() * shape.channels();
        int smallest = smallest(pixels, line, shape.channels());
        if (shape.channels() == 1 && blackAndWhite(pixels)) {
            int packed = (line + 7) / 8;
            smallest = Math.min(smallest, smallest(packed(pixels, line, packed), packed, 1));
        }
        return smallest;
    }

    private static boolean blackAndWhite(byte[] pixels) {
        for (byte p : pixels) {
            if (p != 0 && (p & 0xFF) != WHITE) {
                return false;
            }
        }
        return true;
    }

    private byte[] packed(byte[] pixels, int line, int packed) {
        byte[] bits = new byte[shape.height() * packed];
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < line; x++) {
                if (pixels[y * line + x] != 0) {
                    bits[y * packed + x / 8] |= (byte) (0x80 >> x % 8);
                }
            }
        }
        return bits;
    }

    private int smallest(byte[] bytes, int line, int pixel) {
        int smallest = Integer.MAX_VALUE;
        for (int filter = 0; filter < FILTERS; filter++) {
            for (int i = 0; i < bytes.length; i++) {
                boolean left = i % line >= pixel;
                boolean above = i >= line;
                int a = left ? bytes[i - pixel] & 0xFF : 0;
                int b = above ? bytes[i - line] & 0xFF : 0;
                int c = left && above ? bytes[i - line - pixel] & 0xFF : 0;
                filtered[i] = (byte) (bytes[i] - predicted(filter, a, b, c));
            }
            smallest = Math.min(smallest, deflated(bytes.length));
        }
        return smallest;
    }

    /** Returns the prediction of a filter: none, left, above, their average, or Paeth's neighbour closest to {@code a + b - c}. */
    private static int predicted(int filter, int a, int b, int c) {
        return switch (filter) {
            case 0 -> 0;
            case 1 -> a;
            case 2 -> b;
            case 3 -> (a + b) / 2;
            default -> {
                int toA = Math.abs(b - c);
                int toB = Math.abs(a - c);
                int toC = Math.abs(a + b - 2 * c);
                yield toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
            }
        };
    }

    private int deflated(int length) {
        deflater.reset();
        deflater.setInput(filtered, 0, length);
        deflater.finish();
        int size = 0;
        while (!deflater.finished()) {
            size += deflater.deflate(out);
        }
        return size;
    }

    @Override
    public void close() {
        deflater.end();
    }
}
