package io.elbo.data.image;

import io.elbo.data.ImageShape;

/**
 * A way to spoil the input of a denoising autoencoder, which learns to undo it (Vincent et al. 2008, "Extracting and
 * composing robust features with denoising autoencoders").
 *
 * <p>What is random is a function of (seed, step, row address, element) only: rows may be corrupted in any order, by any
 * threads and more than once, and come out the same, to the bit, on every machine. Different kinds of corruption draw
 * independent numbers for the same address.
 */
public sealed interface Corruption
        permits Blur, Downscale, GaussianNoise, MaskCells, MaskSquare, Masking, SaltAndPepper {
    /**
     * Corrupts one row in place. Values outside {@code at} to {@code at + width - 1} are neither read nor written. May be
     * called from several threads at once.
     *
     * @param shape of the image that the row is; null if it is none
     * @param row holds the values, those of an image in [0, 1]
     * @param at where they begin
     * @param width how many there are
     * @param seed of the whole training
     * @param step a number that differs each time the row is read, such that it is corrupted anew
     * @param rowAddress the number of the row in its data set
     * @throws IllegalArgumentException as {@link #check}
     */
    void apply(ImageShape shape, float[] row, int at, int width, long seed, int step, int rowAddress);

    /**
     * Takes from the target of a row what is not to be told from its corrupted input; by default nothing is. The arguments are
     * those that the input was corrupted with.
     *
     * @param target what the model is asked for, in place
     * @param at where it begins
     * @param width how many values it has
     */
    default void applyToTarget(float[] target, int at, int width, long seed, int step, int rowAddress) {}

    /**
     * Whether rows can be corrupted in this way: what {@link #apply} checks each time, to be known beforehand.
     *
     * @param shape of the images that the rows are; null if they are none
     * @param width the number of features of a row
     * @throws IllegalArgumentException if the width is not that of the shape, or if this corruption is for images of
     *     other shapes
     */
    default void check(ImageShape shape, int width) {
        if (shape != null && shape.size() != width) {
            throw new IllegalArgumentException("corruption: rows of " + width + " values are no images of "
                    + shape.width() + "x" + shape.height() + " with " + shape.channels() + " channels");
        }
    }
}
