package io.elbo.data.picture;

import io.elbo.data.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/** Checks that a BMP file is complete. The JDK's decoder leaves missing parts black. */
final class BmpHeader {
    private static final int SHORTEST = 34;
    private static final int OLD_HEADER = 12;
    // 0: the embedded JPEG or PNG determines the depth
    private static final Set<Integer> BITS = Set.of(0, 1, 4, 8, 16, 24, 32);

    private BmpHeader() {}

    /** @throws DataException without the name of the file, if it is cut off */
    static PictureParts check(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < SHORTEST) {
            throw new DataException("the BMP file is cut off, after " + file.length + " bytes");
        }
        boolean old = bytes.getInt(14) == OLD_HEADER;
        long width = old ? bytes.getShort(18) & 0xFFFF : bytes.getInt(18);
        long height = old ? bytes.getShort(20) & 0xFFFF : Math.abs((long) bytes.getInt(22));
        int bits = bytes.getShort(old ? 24 : 28) & 0xFFFF;
        if (!BITS.contains(bits)) {
            throw new DataException("the BMP file has " + bits + " bits per pixel, which is invalid; it is damaged");
        }
        int compression = old ? 0 : bytes.getInt(30);
        // run lengths (1, 2) and embedded formats (4, 5) have the length that the header gives
        boolean plain = compression == 0 || compression == 3;
        long pixels = plain
                ? (width * bits + 31) / 32 * 4 * height
                : file.length >= 38 ? Integer.toUnsignedLong(bytes.getInt(34)) : 0;
        long end = Integer.toUnsignedLong(bytes.getInt(10)) + pixels;
        if (end > file.length) {
            throw new DataException("the BMP file is cut off: " + file.length + " bytes of " + end);
        }
        return PictureParts.PLAIN;
    }
}
