package io.elbo.data;

import java.util.Locale;

/**
 * The colour that transparent pictures are put on.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 */
public record Background(int red, int green, int blue) {
    /** What most viewers show. */
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
     * The colour of a text: {@code white}, {@code black} or {@code #rrggbb}.
     *
     * @throws DataException if it is none of these
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
            throw new DataException("'" + text + "' is no background; white, black or a colour such as #ffcc00 is");
        }
        int rgb = Integer.parseInt(name.substring(1), 16);
        return new Background(rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        if (equals(WHITE)) {
            return "white";
        }
        return equals(BLACK) ? "black" : String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
    }
}
