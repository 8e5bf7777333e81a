package io.elbo.image;

import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.data.Rows;
import io.elbo.statistics.measure.ImageQuality;

/**
 * Images that some method restored, and how near they are to the originals.
 *
 * @param method its name
 * @param images {@code [n][height * width * channels]}, brought into [0, 1], as all pixels are
 * @param psnr the peak signal-to-noise ratio, decibel: {@code 10 log10(1 / mse)} with the mean squared error over all values
 *     of all images, so that an image that came out perfect does not make it infinite
 * @param ssim the mean over images of the structural similarity; NaN if they have fewer than 11 pixels a side
 */
public record Restoration(String method, float[][] images, double psnr, double ssim) {
    /** Fewer pixels a side have no window of structural similarity. */
    private static final int LEAST_SIDE = 11;

    /**
     * Measures what a method made.
     *
     * @param images {@code [n][height * width * channels]}; values outside [0, 1] are brought to its ends
     * @param originals as many
     */
    public static Restoration of(String method, float[][] images, Rows originals, ImageShape shape) {
        if (images.length != originals.count()) {
            throw new DataException(
                    images.length + " restored images for " + originals.count() + " originals; each needs one");
        }
        float[][] clipped = clipped(images);
        boolean small = Math.min(shape.height(), shape.width()) < LEAST_SIDE;
        float[] original = new float[originals.width()];
        double squares = 0;
        double similarity = 0;
        for (int i = 0; i < clipped.length; i++) {
            originals.read(i, original, 0);
            squares += ImageQuality.mse(original, clipped[i]);
            similarity += small ? Double.NaN : ImageQuality.ssim(original, clipped[i], shape, 1);
        }
        double psnr = 10 * StrictMath.log10(clipped.length / squares);
        return new Restoration(method, clipped, psnr, similarity / clipped.length);
    }

    /** Copies of images, with values outside [0, 1] brought to its ends. */
    static float[][] clipped(float[]... images) {
        float[][] clipped = new float[images.length][];
        for (int i = 0; i < images.length; i++) {
            clipped[i] = images[i].clone();
            for (int j = 0; j < clipped[i].length; j++) {
                clipped[i][j] = Math.max(0, Math.min(1, clipped[i][j]));
            }
        }
        return clipped;
    }
}
