package io.elbo.data.picture;

import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Pixels that are indices into a palette. */
record PaletteLines(Raster raster, IndexColorModel palette) implements PixelLines {
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
        int width = raster.getWidth();
        raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, rgba);
        // from the right, because four values overwrite one
        for (int x = width - 1; x >= 0; x--) {
            int colour = palette.getRGB(rgba[x]);
            rgba[4 * x] = colour >> 16 & 0xFF;
            rgba[4 * x + 1] = colour >> 8 & 0xFF;
            rgba[4 * x + 2] = colour & 0xFF;
            rgba[4 * x + 3] = colour >>> 24;
        }
    }
}
