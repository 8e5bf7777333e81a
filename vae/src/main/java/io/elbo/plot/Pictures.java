package io.elbo.plot;

import io.elbo.data.ImageShape;
import io.elbo.spec.EpochMetrics;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;
import java.util.List;

/** Draws pictures of images and of training. Pixel values range from 0 to 1; other values are clamped. */
public final class Pictures {
    private static final int GAP = 2;
    private static final int BACKGROUND = 0x404040;
    /** Small images are enlarged by whole factors to about this many pixels per side. */
    private static final int COMFORTABLE = 64;

    private static final int LARGEST_SHEET = 4000;

    private Pictures() {}

    /**
     * Draws images side by side, row by row.
     *
     * @param images {@code [n][height * width * channels]}, channel-last
     * @param columns the number of images in a row
     */
    public static Drawing sheet(float[][] images, ImageShape shape, int columns) {
        int across = Math.max(1, Math.min(columns, images.length));
        int down = (images.length + across - 1) / across;
        int factor = Math.max(
                1,
                Math.min(
                        COMFORTABLE / Math.max(shape.height(), shape.width()),
                        LARGEST_SHEET / Math.max(1, Math.max(across * shape.width(), down * shape.height()))));
        int cellWidth = shape.width() * factor + GAP;
        int cellHeight = shape.height() * factor + GAP;
        BufferedImage sheet =
                new BufferedImage(across * cellWidth + GAP, down * cellHeight + GAP, BufferedImage.TYPE_INT_RGB);
        // writes directly into the buffer, because setRGB would convert each pixel with a colour model
        int[] pixels = ((DataBufferInt) sheet.getRaster().getDataBuffer()).getData();
        Arrays.fill(pixels, BACKGROUND);
        for (int i = 0; i < images.length; i++) {
            int at = (GAP + i / across * cellHeight) * sheet.getWidth() + GAP + i % across * cellWidth;
            draw(images[i], shape, factor, pixels, at, sheet.getWidth());
        }
        return new Drawing(sheet);
    }

    private static void draw(float[] image, ImageShape shape, int factor, int[] pixels, int first, int stride) {
        int width = shape.width() * factor;
        for (int y = 0; y < shape.height(); y++) {
            int line = first + y * factor * stride;
            for (int x = 0; x < shape.width(); x++) {
                int at = (y * shape.width() + x) * shape.channels();
                int red = level(image[at]);
                int green = shape.channels() == 3 ? level(image[at + 1]) : red;
                int blue = shape.channels() == 3 ? level(image[at + 2]) : red;
                Arrays.fill(pixels, line + x * factor, line + (x + 1) * factor, red << 16 | green << 8 | blue);
            }
            for (int i = 1; i < factor; i++) {
                System.arraycopy(pixels, line, pixels, line + i * stride, width);
            }
        }
    }

    private static int level(float value) {
        return Math.round(Math.max(0, Math.min(1, value)) * 255);
    }

    /** Draws rows of originals, each above the row of its reconstructions. */
    public static Drawing pairs(float[][] originals, float[][] reconstructions, ImageShape shape, int columns) {
        return bands(List.of(originals, reconstructions), shape, columns);
    }

    /**
     * Draws several versions of the same images. Each row of the first version is followed by the same images in the other versions, then
     * by the next images.
     *
     * @param versions {@code [version][n][height * width * channels]}, at least one
     * @param columns the number of images in a row
     */
    public static Drawing bands(List<float[][]> versions, ImageShape shape, int columns) {
        int count = versions.get(0).length;
        int across = Math.max(1, Math.min(columns, count));
        int rows = (count + across - 1) / across;
        int bands = versions.size();
        float[][] images = new float[bands * rows * across][shape.size()];
        for (int band = 0; band < bands; band++) {
            for (int i = 0; i < count; i++) {
                images[(i / across * bands + band) * across + i % across] = versions.get(band)[i];
            }
        }
        return sheet(images, shape, across);
    }

    /**
     * Resizes images to another shape to show them beside others. Uses the nearest pixel, so the pixels of small images remain visible.
     *
     * @return {@code [n][height * width * channels]}; the argument itself if the shape is the same
     */
    public static float[][] enlarged(float[][] images, ImageShape from, ImageShape to) {
        if (from.equals(to)) {
            return images;
        }
        float[][] enlarged = new float[images.length][to.size()];
        for (int y = 0; y < to.height(); y++) {
            for (int x = 0; x < to.width(); x++) {
                int source = y * from.height() / to.height() * from.width() + x * from.width() / to.width();
                for (int c = 0; c < to.channels(); c++) {
                    int at = source * from.channels() + Math.min(c, from.channels() - 1);
                    for (int i = 0; i < images.length; i++) {
                        enlarged[i][(y * to.width() + x) * to.channels() + c] = images[i][at];
                    }
                }
            }
        }
        return enlarged;
    }

    /** Draws one image, pixel by pixel. */
    public static Drawing image(float[] image, ImageShape shape) {
        BufferedImage picture = new BufferedImage(
                shape.width(),
                shape.height(),
                shape.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        int[] levels = new int[shape.size()];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = level(image[i]);
        }
        picture.getRaster().setPixels(0, 0, shape.width(), shape.height(), levels);
        return new Drawing(picture);
    }

    /** Draws the ELBO, reconstruction and KL divergence over the epochs. */
    public static Drawing curves(List<EpochMetrics> epochs) {
        return Curves.draw(epochs);
    }

    /** Draws plots side by side, one panel each. */
    public static Drawing plots(List<LinePlot> plots) {
        return PlotPainter.draw(plots);
    }
}
