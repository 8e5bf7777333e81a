package io.elbo.data;

import java.util.Locale;

/**
 * The background colour behind transparent pictures.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 */
public record Background(int red, int green, int blue) {
    /** The background of most picture viewers. */
    public static final Background WHITE = new Background(255, 255, 255);

    public static final Background BLACK = new Background(0, 0, 0);

    /** @throws IllegalArgumentException if a value is out of range */
    public Background {
        for (int value : new int[] {red, green, blue}) {
            if (value < 0 || value > 255) {
                throw new IllegalArgumentException("background " + value + ": must be 0 to 255");
            }
        }
    }

    /**
     * Parses a colour: {@code white}, {@code black} or {@code #rrggbb}.
     *
     * @throws DataException if the text is none of these
     */
    public static Background parse(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        if (name.equals("white")) {
            return WHITE;
        }
        if (name.equals("black")) {
            return BLACK;
        }
        if (!name.matches("#[0-9a-f]{6}")) {
            throw new DataException("'" + text + "' is not a background: use white, black or a colour such as #ffcc00");
        }
        int rgb = Integer.parseInt(name.substring(1), 16);
        return new Background(rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF);
    }

    /** Returns the text that {@link #parse} reads. */
    @Override
    public String toString() {
        if (equals(WHITE)) {
            return "white";
        }
        return equals(BLACK) ? "black" : String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
    }
}
