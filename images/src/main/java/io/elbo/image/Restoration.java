package io.elbo.image;

import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.data.Rows;
import io.elbo.statistics.measure.ImageQuality;

/**
 * Restored images and their similarity to the originals.
 *
 * @param method the name of the method
 * @param images {@code [n][height * width * channels]}, clamped to [0, 1]
 * @param psnr the peak signal-to-noise ratio, in decibel: {@code 10 log10(1 / mse)}. The mean squared error is over all values of all
 *     images, so a single perfect image does not make it infinite
 * @param ssim the mean over images of the structural similarity; NaN if they have fewer than 11 pixels per side
 */
public record Restoration(String method, float[][] images, double psnr, double ssim) {
    /** The window of structural similarity needs this many pixels per side. */
    private static final int LEAST_SIDE = 11;

    /**
     * Measures the images that a method restored.
     *
     * @param images {@code [n][height * width * channels]}; values outside [0, 1] are clamped
     * @param originals the original of each image
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

    /** Returns copies of images with values clamped to [0, 1]. */
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
