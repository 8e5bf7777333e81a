package io.elbo.data.internal;

import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.data.ImageSize;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * One decoded picture: grey (1 channel) if red, green and blue are equal everywhere, else 3 channels.
 *
 * @param pixels [shape.size()]
 */
public record Picture(ImageShape shape, byte[] pixels) {
    /**
     * The samples as they are stored, scaled to 8 bits, on black where there is transparency. Colour profiles are not
     * applied: they would make the numbers depend on the JDK's colour management.
     *
     * @throws DataException if the picture is neither grey nor red, green and blue
     */
    static Picture of(BufferedImage image) {
        byte[] rgb = image.getColorModel() instanceof IndexColorModel palette
                ? fromPalette(image.getRaster(), palette)
                : fromBands(image);
        ImageShape colour = new ImageShape(image.getHeight(), image.getWidth(), 3);
        for (int i = 0; i < rgb.length; i += 3) {
            if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) {
                return new Picture(colour, rgb);
            }
        }
        byte[] grey = new byte[rgb.length / 3];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = rgb[3 * i];
        }
        return new Picture(new ImageShape(image.getHeight(), image.getWidth(), 1), grey);
    }

    /** In another size. */
    Picture resized(ImageSize size) {
        Resampler resampler = new Resampler(shape, size);
        return new Picture(resampler.to(), resampler.resize(pixels));
    }

    /** The same picture with 3 channels. */
    public Picture inColour() {
        if (shape.channels() == 3) {
            return this;
        }
        byte[] rgb = new byte[3 * pixels.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = pixels[i / 3];
        }
        return new Picture(new ImageShape(shape.height(), shape.width(), 3), rgb);
    }

    private static byte[] fromPalette(Raster raster, IndexColorModel palette) {
        int width = raster.getWidth();
        byte[] rgb = new byte[3 * width * raster.getHeight()];
        int[] line = new int[width];
        int at = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, width, 1, 0, line);
            for (int sample : line) {
                int alpha = palette.getAlpha(sample);
                rgb[at++] = onBlack(palette.getRed(sample), alpha, 255);
                rgb[at++] = onBlack(palette.getGreen(sample), alpha, 255);
                rgb[at++] = onBlack(palette.getBlue(sample), alpha, 255);
            }
        }
        return rgb;
    }

    private static byte[] fromBands(BufferedImage image) {
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        if (bands > 4) {
            throw new DataException("has " + bands + " channels; grey or red, green, blue are known");
        }
        boolean hasAlpha = bands == 2 || bands == 4;
        int colours = bands <= 2 ? 1 : 3;
        int most = (1 << image.getColorModel().getComponentSize(0)) - 1;
        int width = raster.getWidth();
        byte[] rgb = new byte[3 * width * raster.getHeight()];
        int[] line = new int[width * bands];
        int at = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, line);
            for (int i = 0; i < line.length; i += bands) {
                int alpha = hasAlpha ? line[i + bands - 1] : most;
                for (int channel = 0; channel < 3; channel++) {
                    rgb[at++] = onBlack(line[i + channel % colours], alpha, most);
                }
            }
        }
        return rgb;
    }

    /** The sample, weighted by its opacity, brought from [0, most] to [0, 255] and rounded once. */
    private static byte onBlack(int sample, int alpha, int most) {
        long whole = (long) most * most;
        return (byte) ((255L * sample * alpha + whole / 2) / whole);
    }
}
