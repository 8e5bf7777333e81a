package io.elbo.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A target size for pictures, in pixels. It is written {@code 64x48}, width first.
 *
 * @param width 1 to 8192
 * @param height 1 to 8192
 */
public record ImageSize(int width, int height) {
    private static final int MOST = 8192;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,5})[xX](\\d{1,5})");

    /** @throws DataException if a side is out of range */
    public ImageSize {
        if (width < 1 || height < 1 || width > MOST || height > MOST) {
            throw new DataException(
                    "image size " + width + "x" + height + ": width and height must be from 1 to " + MOST);
        }
    }

    /**
     * Parses {@code WIDTHxHEIGHT}.
     *
     * @throws DataException if the text has another form
     */
    public static ImageSize parse(String text) {
        Matcher sides = TEXT.matcher(text.strip());
        if (!sides.matches()) {
            throw new DataException("'" + text + "' is not an image size: write WIDTHxHEIGHT in pixels, such as 64x48");
        }
        return new ImageSize(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
    }

    /** Returns the text that {@link #parse} reads, such as {@code 64x48}. */
    @Override
    public String toString() {
        return width + "x" + height;
    }
}
