package io.elbo.data.picture;

import io.elbo.data.Background;
import io.elbo.data.ImageShape;
import io.elbo.data.ImageSize;

/**
 * One picture of bytes. It has 1 channel if red, green and blue are equal everywhere, otherwise 3.
 *
 * @param pixels [shape.size()]
 * @param seen what was done to it
 */
public record Picture(ImageShape shape, byte[] pixels, Seen seen) {
    /**
     * What happened while the picture was read.
     *
     * @param transparent whether it was put on the background
     * @param hidden whether it has only one colour because of that
     * @param turned whether it was turned upright
     * @param ink whether it was CMYK
     * @param several whether the file has more pictures, which were ignored
     * @param largest its largest sample, if samples have more than 8 bits; otherwise 0
     */
    public record Seen(boolean transparent, boolean hidden, boolean turned, boolean ink, boolean several, int largest) {
        /** Returns whether its samples have more than 8 bits. */
        public boolean deep() {
            return largest > 0;
        }
    }

    /**
     * Creates the upright picture on the background, in bytes.
     *
     * @param white the sample that becomes 255, if samples have more than 8 bits
     */
    static Picture of(PixelLines lines, PictureParts parts, Background background, int white) {
        Orientation orientation = parts.orientation();
        int width = lines.width();
        Development development = new Development(background, lines.most(), white);
        byte[] rgb = new byte[3 * width * lines.height()];
        int[] line = new int[4 * width];
        for (int y = 0; y < lines.height(); y++) {
            lines.read(y, line);
            for (int x = 0; x < width; x++) {
                development.pixel(line, 4 * x, rgb, 3 * orientation.place(x, y, width, lines.height()));
            }
        }
        Seen seen = new Seen(
                development.transparent(),
                development.hides() && isFlat(rgb),
                orientation.exif() != 1,
                lines instanceof InkLines,
                parts.several(),
                development.largest());
        return orientation.swapsSides() ? of(rgb, width, lines.height(), seen) : of(rgb, lines.height(), width, seen);
    }

    private static Picture of(byte[] rgb, int height, int width, Seen seen) {
        for (int i = 0; i < rgb.length; i += 3) {
            if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) {
                return new Picture(new ImageShape(height, width, 3), rgb, seen);
            }
        }
        byte[] grey = new byte[rgb.length / 3];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = rgb[3 * i];
        }
        return new Picture(new ImageShape(height, width, 1), grey, seen);
    }

    private static boolean isFlat(byte[] rgb) {
        for (int i = 3; i < rgb.length; i++) {
            if (rgb[i] != rgb[i % 3]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the picture in another size. */
    Picture resized(ImageSize size) {
        Resampler resampler = new Resampler(shape, size);
        return new Picture(resampler.to(), resampler.resize(pixels), seen);
    }

    /** Returns the same picture with 3 channels. */
    public Picture inColour() {
        if (shape.channels() == 3) {
            return this;
        }
        byte[] rgb = new byte[3 * pixels.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = pixels[i / 3];
        }
        return new Picture(new ImageShape(shape.height(), shape.width(), 3), rgb, seen);
    }
}
