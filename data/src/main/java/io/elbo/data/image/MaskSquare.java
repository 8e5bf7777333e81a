package io.elbo.data.image;

import io.elbo.data.ImageShape;
import io.elbo.math.ElementRandom;
import java.util.Arrays;
import java.util.Objects;

/**
 * Sets a square of an image to 0, in all channels. The square lies fully inside the image, and each position is equally likely.
 * The model learns to fill in what is missing (Pathak et al. 2016, "Context encoders").
 *
 * @param size the side of the square in pixels, at least 1, and at most the smaller side of the images
 */
public record MaskSquare(int size) implements Corruption {
    private static final int PURPOSE = 4;

    /** @throws IllegalArgumentException if the size is out of range */
    public MaskSquare {
        if (size < 1) {
            throw new IllegalArgumentException("mask square: size " + size + ": must be at least 1");
        }
    }

    @Override
    public void check(ImageShape shape, int width) {
        if (shape == null) {
            throw new IllegalArgumentException("mask square: applies to images only, and these rows are not images");
        }
        Corruption.super.check(shape, width);
        if (size > shape.width() || size > shape.height()) {
            throw new IllegalArgumentException("mask square: size " + size + ": does not fit into images of "
                    + shape.width() + "x" + shape.height());
        }
    }

    @Override
    public void apply(ImageShape shape, float[] row, int at, int width, long seed, int step, int rowAddress) {
        check(shape, width);
        Objects.checkFromIndexSize(at, width, row.length);
        ElementRandom random = ElementRandom.of(PURPOSE, seed, step, rowAddress);
        int top = random.below(shape.height() - size + 1, 0);
        int left = random.below(shape.width() - size + 1, 1);
        for (int y = top; y < top + size; y++) {
            int from = at + (y * shape.width() + left) * shape.channels();
            Arrays.fill(row, from, from + size * shape.channels(), 0);
        }
    }
}
