package io.elbo.data.picture;

/**
 * How a picture is to be turned to stand upright: the numbers of EXIF's tag Orientation.
 *
 * @param exif 1 to 8; 1 is upright as stored
 */
record Orientation(int exif) {
    static final Orientation UPRIGHT = new Orientation(1);

    /** Upright for numbers that have no meaning. */
    static Orientation of(int exif) {
        return exif < 1 || exif > 8 ? UPRIGHT : new Orientation(exif);
    }

    /** Whether columns become rows. */
    boolean swapsSides() {
        return exif >= 5;
    }

    /** The place, row by row, where the pixel (x, y) of a stored picture of these sides comes to stand. */
    int place(int x, int y, int width, int height) {
        boolean fromRight = exif == 2 || exif == 3 || exif == 7 || exif == 8;
        boolean fromBelow = exif == 3 || exif == 4 || exif == 6 || exif == 7;
        int column = fromRight ? width - 1 - x : x;
        int row = fromBelow ? height - 1 - y : y;
        return swapsSides() ? column * height + row : row * width + column;
    }
}
