package io.elbo.data.picture;

import java.awt.image.Raster;

/**
 * CMYK pixels: cyan, magenta, yellow and black of 8 bits. They are converted as by programs without colour management, for
 * example {@code red = (255 - cyan) (255 - black) / 255}.
 *
 * @param raster of 4 bands
 * @param inverted whether 255 means no ink, as in JPEG files of Adobe's programs
 * @param luma whether the first three bands are luma and two colour differences (YCCK)
 */
record InkLines(Raster raster, boolean inverted, boolean luma) implements PixelLines {
    @Override
    public int width() {
        return raster.getWidth();
    }

    @Override
    public int height() {
        return raster.getHeight();
    }

    @Override
    public int most() {
        return MOST_OF_BYTES;
    }

    @Override
    public void read(int y, int[] rgba) {
        raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, rgba);
        for (int i = 0; i < rgba.length; i += 4) {
            if (luma) {
                fromLuma(rgba, i);
            }
            int light = inverted ? rgba[i + 3] : 255 - rgba[i + 3];
            for (int channel = i; channel < i + 3; channel++) {
                int free = inverted ? rgba[channel] : 255 - rgba[channel];
                rgba[channel] = (free * light + 127) / 255;
            }
            rgba[i + 3] = MOST_OF_BYTES;
        }
    }

    /** Applies the transform of JFIF, in integers of 2^-16. The resulting red, green and blue are the complement of the ink. */
    private static void fromLuma(int[] line, int i) {
        int luma = line[i] << 16;
        int blueness = line[i + 1] - 128;
        int redness = line[i + 2] - 128;
        line[i] = 255 - clamped(luma + 91881 * redness);
        line[i + 1] = 255 - clamped(luma - 22554 * blueness - 46802 * redness);
        line[i + 2] = 255 - clamped(luma + 116130 * blueness);
    }

    private static int clamped(int value) {
        return Math.max(0, Math.min(255, value + (1 << 15) >> 16));
    }
}
