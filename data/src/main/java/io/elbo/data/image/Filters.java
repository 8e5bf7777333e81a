package io.elbo.data.image;

import io.elbo.data.ImageShape;
import io.elbo.data.ImageSize;
import java.util.Arrays;

/**
 * Classical filters, as baselines for learned ones. Images are numbers in [0, 1], in the order row of pixels, column, channel.
 * Each filter treats all channels alike, does not change its argument and gives the same bits on every machine. All throw
 * {@link IllegalArgumentException} if the image does not have {@code shape.size()} values or a setting is out of range.
 */
public final class Filters {
    private static final int MOST_RADIUS = 100;

    private Filters() {}

    /**
     * Returns the median of the square of (2 radius + 1)^2 pixels around each pixel. Edge pixels are repeated beyond the edge. It
     * removes salt-and-pepper noise and keeps edges.
     *
     * @param radius 0 to 100
     * @return [shape.size()]
     */
    public static float[] median(ImageShape shape, float[] image, int radius) {
        check(shape, image);
        if (radius < 0 || radius > MOST_RADIUS) {
            throw new IllegalArgumentException("median: radius " + radius + ": must be 0 to " + MOST_RADIUS);
        }
        float[] result = new float[image.length];
        float[] window = new float[(2 * radius + 1) * (2 * radius + 1)];
        int channels = shape.channels();
        for (int i = 0; i < result.length; i++) {
            int row = i / channels / shape.width();
            int column = i / channels % shape.width();
            int n = 0;
            for (int y = row - radius; y <= row + radius; y++) {
                int line = inside(y, shape.height()) * shape.width();
                for (int x = column - radius; x <= column + radius; x++) {
                    window[n++] = image[(line + inside(x, shape.width())) * channels + i % channels];
                }
            }
            Arrays.sort(window);
            result[i] = window[n / 2];
        }
        return result;
    }

    private static int inside(int i, int side) {
        return Math.min(Math.max(i, 0), side - 1);
    }

    /**
     * Resizes the image by cubic convolution (Keys 1981, a = -1/2) and clips it to [0, 1]. The outer edges of the images
     * coincide: the centre of new pixel i lies at {@code (i + 1/2) old / new - 1/2}, in old pixels. Where a side shrinks, the
     * kernel is widened by the same factor against aliasing. Pixels beyond the edge are ignored, and the other weights are
     * normalised to sum 1. Pillow's BICUBIC does the same.
     *
     * @return [to.height() * to.width() * channels]
     */
    public static float[] bicubic(ImageShape shape, float[] image, ImageSize to) {
        return resized(shape, image, Taps.cubic(shape.height(), to.height()), Taps.cubic(shape.width(), to.width()));
    }

    /**
     * Resizes the image by linear interpolation, otherwise as {@link #bicubic}.
     *
     * @return [to.height() * to.width() * channels]
     */
    public static float[] bilinear(ImageShape shape, float[] image, ImageSize to) {
        return resized(shape, image, Taps.linear(shape.height(), to.height()), Taps.linear(shape.width(), to.width()));
    }

    private static float[] resized(ImageShape shape, float[] image, Taps rows, Taps columns) {
        check(shape, image);
        float[] result = new float[new ImageShape(rows.to(), columns.to(), shape.channels()).size()];
        new SeparableFilter(shape.channels(), rows, columns).apply(image, 0, result, 0);
        for (int i = 0; i < result.length; i++) {
            result[i] = Math.min(1, Math.max(0, result[i]));
        }
        return result;
    }

    /**
     * Rotates the image counter-clockwise about its centre; the size stays. It interpolates linearly between pixel centres.
     * Values outside the image are 0.
     *
     * @param degrees any finite angle; quarter turns of a square are exact
     * @return [shape.size()]
     */
    public static float[] rotate(ImageShape shape, float[] image, double degrees) {
        check(shape, image);
        return new Rotation(shape, degrees).apply(image);
    }

    /**
     * Returns the negative: 1 - x.
     *
     * @return [shape.size()]
     */
    public static float[] invert(ImageShape shape, float[] image) {
        check(shape, image);
        float[] result = new float[image.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = 1 - image[i];
        }
        return result;
    }

    /**
     * Returns the image blurred by a Gaussian; see {@link Blur}.
     *
     * @param sigma the standard deviation in pixels, above 0, at most 100
     * @return [shape.size()]
     */
    public static float[] gaussianBlur(ImageShape shape, float[] image, double sigma) {
        check(shape, image);
        float[] result = image.clone();
        new Blur(sigma).apply(shape, result, 0, result.length, 0, 0, 0);
        return result;
    }

    private static void check(ImageShape shape, float[] image) {
        if (image.length != shape.size()) {
            throw new IllegalArgumentException("an image of " + shape.width() + "x" + shape.height() + " with "
                    + shape.channels() + " channels has " + shape.size() + " values, not " + image.length);
        }
    }
}
