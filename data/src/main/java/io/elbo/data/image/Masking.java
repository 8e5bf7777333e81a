package io.elbo.data.image;

import io.elbo.data.ImageShape;
import io.elbo.math.ElementRandom;
import java.util.Objects;

/**
 * Sets each value to 0 with a probability: the corruption of Vincent et al. (2008). The other values stay as they are; unlike
 * dropout, they are not scaled up.
 *
 * @param rate 0 to 1
 */
public record Masking(double rate) implements Corruption {
    private static final int PURPOSE = 3;

    /** @throws IllegalArgumentException if the rate is out of range */
    public Masking {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("masking: rate " + rate + ": must be 0 to 1");
        }
    }

    @Override
    public void apply(ImageShape shape, float[] row, int at, int width, long seed, int step, int rowAddress) {
        check(shape, width);
        Objects.checkFromIndexSize(at, width, row.length);
        ElementRandom random = ElementRandom.of(PURPOSE, seed, step, rowAddress);
        for (int i = 0; i < width; i++) {
            // most pixels are black and need no random number; skipping is safe because numbers are addressed by
            // element
            if (row[at + i] != 0 && random.uniform(i) < rate) {
                row[at + i] = 0;
            }
        }
    }
}
