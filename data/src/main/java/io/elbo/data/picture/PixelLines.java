package io.elbo.data.picture;

import io.elbo.data.DataException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;

/**
 * A decoded picture line by line, as red, green, blue and opacity, however its samples are stored. Colour profiles are not
 * applied, because the numbers would then depend on the JDK's colour management.
 */
interface PixelLines {
    /** The largest value of samples that have up to 8 bits. */
    int MOST_OF_BYTES = 255;

    /** The largest value of samples that have more than 8 bits. */
    int MOST_OF_WORDS = 65_535;

    /** Returns the pixels of a line. */
    int width();

    /** Returns the number of lines. */
    int height();

    /** Returns the largest value of a sample, {@link #MOST_OF_BYTES} or {@link #MOST_OF_WORDS}. */
    int most();

    /**
     * Reads one line.
     *
     * @param y from the top
     * @param rgba [4 * width], each 0 to {@link #most}
     */
    void read(int y, int[] rgba);

    /** @throws DataException if the samples are neither grey nor colours nor ink, or not whole numbers of at most 16 bits */
    static PixelLines of(BufferedImage image) {
        ColorModel model = image.getColorModel();
        if (model instanceof IndexColorModel palette) {
            return new PaletteLines(image.getRaster(), palette);
        }
        int type = image.getRaster().getTransferType();
        int bits = model.getComponentSize(0);
        if (type == DataBuffer.TYPE_FLOAT
                || type == DataBuffer.TYPE_DOUBLE
                || type == DataBuffer.TYPE_SHORT
                || bits > 16) {
            throw new DataException("has samples of " + bits + " bits"
                    + (type == DataBuffer.TYPE_SHORT ? " with a sign" : "")
                    + "; save it with unsigned integers of 8 or 16 bits");
        }
        return switch (model.getColorSpace().getType()) {
            case ColorSpace.TYPE_GRAY -> BandLines.of(image, 1);
            case ColorSpace.TYPE_RGB -> BandLines.of(image, 3);
            case ColorSpace.TYPE_CMYK -> new InkLines(image.getRaster(), false, false);
            default ->
                throw new DataException(
                        "has " + model.getNumComponents()
                                + " channels that are neither grey nor red, green and blue nor ink; save it in one of these colour spaces");
        };
    }
}
