package io.elbo.data.image;

import io.elbo.data.ImageShape;
import io.elbo.data.file.Sha256;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** The digest of a set of images. The same pixels give the same digest, whatever their source. */
final class PixelDigest {
    private PixelDigest() {}

    /**
     * Returns the SHA-256 of count, height, width and channels as big-endian ints, then of all pixels.
     *
     * @param pixels [count][shape.size()]
     * @return 64 hexadecimal digits
     */
    public static String of(ImageShape shape, byte[][] pixels) {
        var sha256 = Sha256.create();
        // the sizes come first so that two 2x8 images differ from one 4x8 image
        sha256.update(ByteBuffer.allocate(16)
                .putInt(pixels.length)
                .putInt(shape.height())
                .putInt(shape.width())
                .putInt(shape.channels())
                .flip());
        for (byte[] image : pixels) {
            sha256.update(image);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}
