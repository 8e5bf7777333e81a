package io.elbo.data.image;

import io.elbo.data.ImageShape;
import io.elbo.math.ElementRandom;
import java.util.Objects;

/**
 * Makes each pixel black (0) with probability rate/2 and white (1) with probability rate/2, in all its channels. In a row that is
 * not an image, each value is a pixel.
 *
 * @param rate 0 to 1
 */
public record SaltAndPepper(double rate) implements Corruption {
    private static final int PURPOSE = 2;

    /** @throws IllegalArgumentException if the rate is out of range */
    public SaltAndPepper {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("salt and pepper: rate " + rate + ": must be 0 to 1");
        }
    }

    @Override
    public void apply(ImageShape shape, float[] row, int at, int width, long seed, int step, int rowAddress) {
        check(shape, width);
        Objects.checkFromIndexSize(at, width, row.length);
        ElementRandom random = ElementRandom.of(PURPOSE, seed, step, rowAddress);
        int channels = shape == null ? 1 : shape.channels();
        for (int pixel = 0; pixel < width / channels; pixel++) {
            double uniform = random.uniform(pixel);
            if (uniform < rate) {
                float value = uniform < rate / 2 ? 0 : 1;
                for (int channel = 0; channel < channels; channel++) {
                    row[at + pixel * channels + channel] = value;
                }
            }
        }
    }
}
