package io.elbo.data.image;

import io.elbo.data.ImageShape;
import java.util.Objects;

/**
 * Blurs an image with a Gaussian, truncated at 4 sigma. Edge pixels are repeated beyond the edge. It is deterministic.
 *
 * @param sigma the standard deviation in pixels, above 0, at most 100
 */
public record Blur(double sigma) implements Corruption {
    private static final double MOST = 100;

    /** @throws IllegalArgumentException if sigma is out of range */
    public Blur {
        if (!(sigma > 0 && sigma <= MOST)) {
            throw new IllegalArgumentException("blur: sigma " + sigma + ": must be above 0 and at most " + MOST);
        }
    }

    @Override
    public void check(ImageShape shape, int width) {
        if (shape == null) {
            throw new IllegalArgumentException("blur: applies to images only, and these rows are not images");
        }
        Corruption.super.check(shape, width);
    }

    @Override
    public void apply(ImageShape shape, float[] row, int at, int width, long seed, int step, int rowAddress) {
        check(shape, width);
        Objects.checkFromIndexSize(at, width, row.length);
        LastFilter.of(this, shape, this::filter).apply(row, at);
    }

    private LastFilter.InPlace filter(ImageShape shape) {
        SeparableFilter filter = SeparableFilter.gaussian(shape, sigma);
        return (row, at) -> filter.apply(row, at, row, at);
    }
}
