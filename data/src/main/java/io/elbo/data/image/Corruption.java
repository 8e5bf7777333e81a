package io.elbo.data.image;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.elbo.data.ImageShape;

/**
 * A corruption of the input of a denoising autoencoder, which learns to undo it (Vincent et al. 2008, "Extracting and composing
 * robust features with denoising autoencoders").
 *
 * <p>Random numbers depend only on (seed, step, row address, element). Rows may be corrupted in any order, by any threads and
 * more than once; the result has the same bits on every machine. Different kinds of corruption draw independent numbers for the
 * same address.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = GaussianNoise.class, name = "gaussian"),
    @JsonSubTypes.Type(value = SaltAndPepper.class, name = "salt_and_pepper"),
    @JsonSubTypes.Type(value = Masking.class, name = "masking"),
    @JsonSubTypes.Type(value = MaskCells.class, name = "mask_cells"),
    @JsonSubTypes.Type(value = MaskSquare.class, name = "mask_square"),
    @JsonSubTypes.Type(value = Blur.class, name = "blur"),
    @JsonSubTypes.Type(value = Downscale.class, name = "downscale")
})
public sealed interface Corruption
        permits Blur, Downscale, GaussianNoise, MaskCells, MaskSquare, Masking, SaltAndPepper {
    /**
     * Corrupts one row in place. Values outside {@code at} to {@code at + width - 1} are neither read nor written. Several
     * threads may call it at once.
     *
     * @param shape of the image in the row; null if the row is not an image
     * @param row holds the values; those of an image are in [0, 1]
     * @param at the index of the first value
     * @param width the number of values
     * @param seed of the whole training
     * @param step differs each time the row is read, so that each corruption is new
     * @param rowAddress the number of the row in its data set
     * @throws IllegalArgumentException as {@link #check}
     */
    void apply(ImageShape shape, float[] row, int at, int width, long seed, int step, int rowAddress);

    /**
     * Removes from the target of a row what the model should not predict from the corrupted input. By default it removes nothing.
     * The arguments are those of the corruption of the input.
     *
     * @param target what the model should return, changed in place
     * @param at the index of the first value
     * @param width the number of values
     */
    default void applyToTarget(float[] target, int at, int width, long seed, int step, int rowAddress) {}

    /**
     * Checks whether rows can be corrupted in this way, before {@link #apply} does so for each row.
     *
     * @param shape of the images in the rows; null if the rows are not images
     * @param width the number of features of a row
     * @throws IllegalArgumentException if the width does not match the shape, or this corruption does not apply to images of this
     *     shape
     */
    default void check(ImageShape shape, int width) {
        if (shape != null && shape.size() != width) {
            throw new IllegalArgumentException("corruption: rows of " + width + " values are not images of "
                    + shape.width() + "x" + shape.height() + " with " + shape.channels() + " channels");
        }
    }
}
