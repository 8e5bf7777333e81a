package io.elbo.data;

/**
 * The geometry of an image: {@code height} x {@code width} pixels of {@code channels} values each.
 *
 * @param height rows of pixels, at least 1
 * @param width pixels in a row, at least 1
 * @param channels 1 (grey) or 3 (red, green, blue)
 */
public record ImageShape(int height, int width, int channels) {
    /** The largest number of values in one image: more than any model here can train on. */
    private static final long MOST_VALUES = 1L << 28;

    /** @throws DataException if a size is out of range */
    public ImageShape {
        if (height < 1 || width < 1) {
            throw new DataException("images of " + height + " rows and " + width + " columns: both must be at least 1");
        }
        if (channels != 1 && channels != 3) {
            throw new DataException("images of " + channels + " channels: must be 1 (grey) or 3 (red, green, blue)");
        }
        if ((long) height * width > MOST_VALUES / channels) {
            throw new DataException("images of " + height + " rows, " + width + " columns and " + channels
                    + " channels: at most " + MOST_VALUES + " values per image are supported");
        }
    }

    /** Returns the number of values of an image: height * width * channels. */
    public int size() {
        return height * width * channels;
    }
}
