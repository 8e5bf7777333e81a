package io.elbo.data.image;

import io.elbo.data.ImageShape;
import io.elbo.math.ElementRandom;
import java.util.Objects;

/**
 * Adds independent normal noise: {@code x + standardDeviation * e}, with e from N(0, 1).
 *
 * @param standardDeviation above 0, at most 1000
 * @param clipped whether the result is clipped to [0, 1], which images need and other numbers do not
 */
public record GaussianNoise(double standardDeviation, boolean clipped) implements Corruption {
    private static final int PURPOSE = 1;
    private static final double MOST = 1000;

    /** @throws IllegalArgumentException if the standard deviation is out of range */
    public GaussianNoise {
        if (!(standardDeviation > 0 && standardDeviation <= MOST)) {
            throw new IllegalArgumentException("Gaussian noise: standard deviation " + standardDeviation
                    + ": must be above 0 and at most " + MOST);
        }
    }

    /** Noise for images, clipped to [0, 1]. */
    public GaussianNoise(double standardDeviation) {
        this(standardDeviation, true);
    }

    @Override
    public void apply(ImageShape shape, float[] row, int at, int width, long seed, int step, int rowAddress) {
        check(shape, width);
        Objects.checkFromIndexSize(at, width, row.length);
        ElementRandom random = ElementRandom.of(PURPOSE, seed, step, rowAddress);
        for (int i = 0; i < width; i++) {
            double noisy = row[at + i] + standardDeviation * random.normal(i);
            row[at + i] = (float) (clipped ? Math.min(1, Math.max(0, noisy)) : noisy);
        }
    }
}
