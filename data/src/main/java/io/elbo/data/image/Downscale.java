package io.elbo.data.image;

import io.elbo.data.ImageShape;
import java.util.Objects;

/**
 * Removes detail from an image. Each square of factor x factor pixels becomes one pixel with their mean; then the small image is
 * enlarged to its old size, bicubically as {@link Filters#bicubic}, and clipped to [0, 1]. Undoing this is super-resolution. It
 * is deterministic.
 *
 * @param factor at least 2; must divide height and width of the images
 */
public record Downscale(int factor) implements Corruption {
    /** @throws IllegalArgumentException if the factor is out of range */
    public Downscale {
        if (factor < 2) {
            throw new IllegalArgumentException("downscale: factor " + factor + ": must be at least 2");
        }
    }

    @Override
    public void check(ImageShape shape, int width) {
        if (shape == null) {
            throw new IllegalArgumentException("downscale: applies to images only, and these rows are not images");
        }
        Corruption.super.check(shape, width);
        if (shape.width() % factor != 0 || shape.height() % factor != 0) {
            throw new IllegalArgumentException("downscale: factor " + factor
                    + ": does not divide both sides of images of " + shape.width() + "x" + shape.height());
        }
    }

    @Override
    public void apply(ImageShape shape, float[] row, int at, int width, long seed, int step, int rowAddress) {
        check(shape, width);
        Objects.checkFromIndexSize(at, width, row.length);
        LastFilter.of(this, shape, this::filter).apply(row, at);
    }

    private LastFilter.InPlace filter(ImageShape shape) {
        int height = shape.height() / factor;
        int width = shape.width() / factor;
        SeparableFilter shrink = new SeparableFilter(
                shape.channels(), Taps.mean(shape.height(), factor), Taps.mean(shape.width(), factor));
        SeparableFilter enlarge = new SeparableFilter(
                shape.channels(), Taps.cubic(height, shape.height()), Taps.cubic(width, shape.width()));
        float[] small = new float[height * width * shape.channels()];
        return (row, at) -> {
            shrink.apply(row, at, small, 0);
            enlarge.apply(small, 0, row, at);
            for (int i = at; i < at + shape.size(); i++) {
                row[i] = Math.min(1, Math.max(0, row[i]));
            }
        };
    }
}
