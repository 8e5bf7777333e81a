package io.elbo.data.picture;

import io.elbo.data.DataException;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * Pixels that are grey or RGB, possibly with opacity.
 *
 * @param raster of bands; opacity is the last
 * @param colours 1 or 3
 * @param full the largest value of each band
 * @param most the largest value of the returned samples
 * @param opacity whether there is an opacity band
 * @param premultiplied whether colours are stored multiplied by the opacity
 */
record BandLines(Raster raster, int colours, int[] full, int most, boolean opacity, boolean premultiplied)
        implements PixelLines {
    /** @throws DataException if there are more bands than these */
    static BandLines of(BufferedImage image, int colours) {
        ColorModel model = image.getColorModel();
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        if (bands != colours && bands != colours + 1) {
            throw new DataException("has " + bands + " channels; pictures must be grey or red, green, blue");
        }
        int[] bits = Arrays.copyOf(model.getComponentSize(), bands);
        int most = Arrays.stream(bits).max().orElseThrow() > 8 ? MOST_OF_WORDS : MOST_OF_BYTES;
        int[] full = Arrays.stream(bits).map(b -> (1 << b) - 1).toArray();
        return new BandLines(raster, colours, full, most, bands > colours, model.isAlphaPremultiplied());
    }

    @Override
    public int width() {
        return raster.getWidth();
    }

    @Override
    public int height() {
        return raster.getHeight();
    }

    @Override
    public void read(int y, int[] rgba) {
        int width = raster.getWidth();
        int bands = full.length;
        raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, rgba);
        // from the right, because four values overwrite fewer
        for (int x = width - 1; x >= 0; x--) {
            int from = x * bands;
            int alpha = opacity ? scaled(rgba[from + bands - 1], bands - 1) : most;
            int blue = colour(rgba, from, colours - 1, alpha);
            int green = colours == 1 ? blue : colour(rgba, from, 1, alpha);
            int red = colours == 1 ? blue : colour(rgba, from, 0, alpha);
            rgba[4 * x] = red;
            rgba[4 * x + 1] = green;
            rgba[4 * x + 2] = blue;
            rgba[4 * x + 3] = alpha;
        }
    }

    private int colour(int[] line, int from, int band, int alpha) {
        int sample = scaled(line[from + band], band);
        return premultiplied && alpha > 0 ? (int) Math.min(most, ((long) sample * most + alpha / 2) / alpha) : sample;
    }

    private int scaled(int sample, int band) {
        return full[band] == most ? sample : (int) (((long) sample * most + full[band] / 2) / full[band]);
    }
}
