package io.elbo.image.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.ImageShape;
import io.elbo.data.image.Images;
import io.elbo.data.image.Lines;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class CompressedSizeTest {
    private static final ImageShape SHAPE = new ImageShape(28, 28, 1);

    private static int size(ImageShape shape, byte[] pixels) {
        try (CompressedSize size = new CompressedSize(shape)) {
            return size.of(pixels);
        }
    }

    @Test
    void noiseHasItsFullSizeAndNothingNearlyNone() {
        byte[] noise = Images.noise(SHAPE, 1, 3).copyOf(0);
        int full = size(SHAPE, noise);
        // deflate stores incompressible data with a few bytes of overhead
        assertTrue(full >= 784 && full <= 800, full + " bytes");
        assertTrue(size(SHAPE, new byte[784]) <= 16);
        byte[] bits = noise.clone();
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (byte) (bits[i] < 0 ? 255 : 0);
        }
        int packed = size(SHAPE, bits);
        // 28 lines of 4 bytes with 28 used bits
        assertTrue(packed >= 98 && packed <= 125, packed + " bytes");
    }

    /** A plane that rises to the right and downwards is constant for the left, upper and Paeth filters except at its edges. */
    @Test
    void whatNeighboursPredictIsSmall() {
        for (int[] slope : new int[][] {{9, 0}, {0, 9}, {9, 0, 3}, {0, 7, 3}}) {
            int channels = slope.length == 3 ? 3 : 1;
            ImageShape shape = new ImageShape(28, 28, channels);
            byte[] plane = new byte[shape.size()];
            for (int i = 0; i < plane.length; i++) {
                int pixel = i / channels;
                plane[i] = (byte) (slope[0] * (pixel % 28) + slope[1] * (pixel / 28) + 40 * (i % channels));
            }
            assertTrue(size(shape, plane) < 60, size(shape, plane) + " bytes");
        }
    }

    @Test
    void itIsAboutTheSizeOfThePngThatJavaWrites() throws IOException {
        Images lines = Lines.generate(30, 4);
        long ours = 0;
        long theirs = 0;
        for (int i = 0; i < lines.count(); i++) {
            ours += size(SHAPE, lines.copyOf(i));
            theirs += png(lines.copyOf(i));
        }
        // the reference uses a lower level and has 6 bytes of header and checksum
        assertTrue(ours < theirs && ours > 0.6 * theirs, ours + " and " + theirs + " bytes");
    }

    /** The bytes of the IDAT chunks. */
    private static int png(byte[] pixels) throws IOException {
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, 28, 28, pixels);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, "png", out));
        ByteBuffer file = ByteBuffer.wrap(out.toByteArray());
        int size = 0;
        for (int at = 8; at < file.limit(); at += 12 + file.getInt(at)) {
            size += file.getInt(at + 4) == 0x49444154 ? file.getInt(at) : 0;
        }
        return size;
    }

    @Test
    void anImageHasTheSameSizeAfterOthers() {
        byte[] line = Lines.generate(1, 4).copyOf(0);
        try (CompressedSize size = new CompressedSize(SHAPE)) {
            int alone = size.of(line);
            size.of(Images.noise(SHAPE, 1, 3).copyOf(0));
            assertEquals(alone, size.of(line));
        }
    }
}
