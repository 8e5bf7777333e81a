package io.elbo.data.image;

import io.elbo.data.ImageShape;
import io.elbo.math.ElementRandom;

/** Operations on single pictures of bytes. */
final class PictureBytes {
    private PictureBytes() {}

    /** Returns the negative: 255 - x. */
    public static byte[] inverted(byte[] pixels) {
        byte[] result = new byte[pixels.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) (255 - (pixels[i] & 0xFF));
        }
        return result;
    }

    /**
     * Returns the luma of Rec. 601, {@code (299 R + 587 G + 114 B) / 1000}, rounded half up in integer arithmetic.
     *
     * @param rgb [pixels * 3]
     * @return [pixels]
     */
    public static byte[] grey(byte[] rgb) {
        byte[] grey = new byte[rgb.length / 3];
        for (int i = 0; i < grey.length; i++) {
            int luma = 299 * (rgb[3 * i] & 0xFF) + 587 * (rgb[3 * i + 1] & 0xFF) + 114 * (rgb[3 * i + 2] & 0xFF);
            grey[i] = (byte) ((luma + 500) / 1000);
        }
        return grey;
    }

    /** Returns the rotated picture, with values rounded half up. */
    public static byte[] rotated(Rotation rotation, byte[] pixels) {
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = pixels[i] & 0xFF;
        }
        float[] turned = rotation.apply(values);
        byte[] result = new byte[pixels.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) (int) (turned[i] + 0.5f);
        }
        return result;
    }

    /** Returns pixels that are uniform among 0 to 255. Each depends only on seed, row and position. */
    public static byte[] noise(ImageShape shape, long seed, int row) {
        byte[] result = new byte[shape.size()];
        ElementRandom random = ElementRandom.of(0, seed, 0, row);
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) random.below(256, i);
        }
        return result;
    }
}
