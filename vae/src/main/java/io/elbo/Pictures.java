package io.elbo;

import io.elbo.data.AtomicFile;
import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.internal.Curves;
import io.elbo.internal.PlotPainter;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures of images and of training. Pixel values run from 0 to 1 and are clamped to that. */
public final class Pictures {
    private static final int GAP = 2;
    private static final int BACKGROUND = 0x404040;
    /** Small images are enlarged by whole factors until they have about this many pixels a side. */
    private static final int COMFORTABLE = 64;

    private static final int LARGEST_SHEET = 4000;

    private Pictures() {}

    /**
     * Images side by side, row by row.
     *
     * @param images {@code [n][height * width * channels]}, channel-last
     * @param columns images in a row
     */
    public static BufferedImage sheet(float[][] images, ImageShape shape, int columns) {
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
        for (int y = 0; y < sheet.getHeight(); y++) {
            for (int x = 0; x < sheet.getWidth(); x++) {
                sheet.setRGB(x, y, BACKGROUND);
            }
        }
        for (int i = 0; i < images.length; i++) {
            draw(images[i], shape, factor, sheet, GAP + i % across * cellWidth, GAP + i / across * cellHeight);
        }
        return sheet;
    }

    private static void draw(float[] image, ImageShape shape, int factor, BufferedImage to, int left, int top) {
        for (int y = 0; y < shape.height() * factor; y++) {
            for (int x = 0; x < shape.width() * factor; x++) {
                int at = (y / factor * shape.width() + x / factor) * shape.channels();
                int red = level(image[at]);
                int green = shape.channels() == 3 ? level(image[at + 1]) : red;
                int blue = shape.channels() == 3 ? level(image[at + 2]) : red;
                to.setRGB(left + x, top + y, red << 16 | green << 8 | blue);
            }
        }
    }

    private static int level(float value) {
        return Math.round(Math.max(0, Math.min(1, value)) * 255);
    }

    /** Rows of originals, each above the row of its reconstructions. */
    public static BufferedImage pairs(float[][] originals, float[][] reconstructions, ImageShape shape, int columns) {
        int across = Math.max(1, Math.min(columns, originals.length));
        int rows = (originals.length + across - 1) / across;
        float[][] images = new float[2 * rows * across][shape.size()];
        for (int i = 0; i < originals.length; i++) {
            int row = i / across;
            images[2 * row * across + i % across] = originals[i];
            images[(2 * row + 1) * across + i % across] = reconstructions[i];
        }
        return sheet(images, shape, across);
    }

    /** The ELBO, reconstruction and KL divergence over epochs. */
    public static BufferedImage curves(List<EpochMetrics> epochs) {
        return Curves.draw(epochs);
    }

    /** Plots side by side, a panel each. */
    public static BufferedImage plots(List<LinePlot> plots) {
        return PlotPainter.draw(plots);
    }

    /**
     * Writes a PNG file, whole or not at all.
     *
     * @throws DataException if it cannot be written
     */
    public static void write(BufferedImage image, Path file) {
        AtomicFile.write(file, out -> {
            // ImageIO's own stream for out would need a temporary file, and cannot be made while the process is ending
            try (MemoryCacheImageOutputStream png = new MemoryCacheImageOutputStream(out)) {
                if (!ImageIO.write(image, "png", png)) {
                    throw new java.io.IOException("this Java has no PNG writer");
                }
            }
        });
    }
}
