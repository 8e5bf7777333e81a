package io.elbo.data.picture;

/**
 * What a file says about its picture beside the pixels.
 *
 * @param orientation how it is to be turned
 * @param several whether more pictures follow the first: pages, or frames of an animation
 */
record PictureParts(Orientation orientation, boolean several) {
    static final PictureParts PLAIN = new PictureParts(Orientation.UPRIGHT, false);
}
