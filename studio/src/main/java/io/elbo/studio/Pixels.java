package io.elbo.studio;

import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.data.image.Images;
import java.util.Base64;

/** Converts images to and from the bytes that the page exchanges, in the order row, column, channel. */
final class Pixels {
    private Pixels() {}

    /** Converts values to bytes after clamping them to the range from 0 to 1. */
    static byte[] bytes(float[]... images) {
        byte[] bytes = new byte[images.length * images[0].length];
        int at = 0;
        for (float[] image : images) {
            for (float value : image) {
                bytes[at++] = (byte) Math.round(Math.max(0, Math.min(1, value)) * 255);
            }
        }
        return bytes;
    }

    /** Decodes an image that the user drew or uploaded. */
    static Images image(String base64, ImageShape shape) {
        byte[] pixels;
        try {
            pixels = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw Problem.wrong("pixels: must be base64");
        }
        if (pixels.length != shape.size()) {
            throw new DataException("pixels: must be " + shape.size() + " bytes, " + shape.height() + " x "
                    + shape.width() + " x " + shape.channels() + ", not " + pixels.length);
        }
        return Images.of("pixels", shape.height(), shape.width(), shape.channels(), new byte[][] {pixels});
    }
}
