package io.elbo.data.picture;

/**
 * What a file says about its picture besides the pixels.
 *
 * @param orientation how to rotate it
 * @param several whether more pictures follow the first: pages, or frames of an animation
 */
record PictureParts(Orientation orientation, boolean several) {
    static final PictureParts PLAIN = new PictureParts(Orientation.UPRIGHT, false);
}
