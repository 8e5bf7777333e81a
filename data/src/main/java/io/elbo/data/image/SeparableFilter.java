package io.elbo.data.image;

import io.elbo.data.ImageShape;
import java.util.Arrays;

/**
 * Applies a filter along the rows of an image and then along its columns, for each channel. Sums are computed in double precision
 * and rounded to float after each of the two. It has buffers, so only one thread at a time may use it.
 */
final class SeparableFilter {
    private final int channels;
    private final Taps rows;
    private final Taps columns;
    private final float[] narrowed; // [rows.from][columns.to * channels]
    private final double[] sums; // [columns.to * channels]

    /**
     * @param rows how the rows of pixels are combined, from top to bottom
     * @param columns how the pixels of a row are combined
     */
    public SeparableFilter(int channels, Taps rows, Taps columns) {
        this.channels = channels;
        this.rows = rows;
        this.columns = columns;
        sums = new double[columns.to() * channels];
        narrowed = new float[rows.from() * sums.length];
    }

    /** Returns a Gaussian blur of images of this shape. */
    public static SeparableFilter gaussian(ImageShape shape, double sigma) {
        return new SeparableFilter(
                shape.channels(), Taps.gaussian(shape.height(), sigma), Taps.gaussian(shape.width(), sigma));
    }

    /**
     * Filters one image.
     *
     * @param image [rows.from][columns.from][channels], starting at {@code at}
     * @param to receives [rows.to][columns.to][channels], starting at {@code toAt}; may be the same array and position
     */
    public void apply(float[] image, int at, float[] to, int toAt) {
        for (int row = 0; row < rows.from(); row++) {
            alongRow(image, at + row * columns.from() * channels, row * sums.length);
        }
        for (int row = 0; row < rows.to(); row++) {
            Arrays.fill(sums, 0);
            for (int k = 0; k < rows.count(); k++) {
                double weight = rows.weights()[row * rows.count() + k];
                int from = (rows.first()[row] + k) * sums.length;
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += weight * narrowed[from + i];
                }
            }
            for (int i = 0; i < sums.length; i++) {
                to[toAt + row * sums.length + i] = (float) sums[i];
            }
        }
    }

    private void alongRow(float[] image, int at, int to) {
        int count = columns.count();
        double[] weights = columns.weights();
        for (int column = 0; column < columns.to(); column++) {
            for (int channel = 0; channel < channels; channel++) {
                int from = at + columns.first()[column] * channels + channel;
                double sum = 0;
                for (int k = 0; k < count; k++) {
                    sum += weights[column * count + k] * image[from + k * channels];
                }
                narrowed[to + column * channels + channel] = (float) sum;
            }
        }
    }
}
