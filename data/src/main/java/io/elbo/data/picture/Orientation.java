package io.elbo.data.picture;

/**
 * How to rotate a picture to make it upright: the numbers of EXIF's Orientation tag.
 *
 * @param exif 1 to 8; 1 is upright as stored
 */
record Orientation(int exif) {
    static final Orientation UPRIGHT = new Orientation(1);

    /** Returns the orientation of an EXIF number; invalid numbers mean upright. */
    static Orientation of(int exif) {
        return exif < 1 || exif > 8 ? UPRIGHT : new Orientation(exif);
    }

    /** Returns whether columns become rows. */
    boolean swapsSides() {
        return exif >= 5;
    }

    /** Returns the row-major position, after rotation, of pixel (x, y) of a stored picture with these sides. */
    int place(int x, int y, int width, int height) {
        boolean fromRight = exif == 2 || exif == 3 || exif == 7 || exif == 8;
        boolean fromBelow = exif == 3 || exif == 4 || exif == 6 || exif == 7;
        int column = fromRight ? width - 1 - x : x;
        int row = fromBelow ? height - 1 - y : y;
        return swapsSides() ? column * height + row : row * width + column;
    }
}
