package io.elbo.studio;

import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.data.image.Images;
import java.util.Base64;

/** Images as the page sends and gets them: bytes by row of pixels, column and channel. */
final class Pixels {
    private Pixels() {}

    /** Values from 0 to 1, clamped to that. */
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

    /** An image that was drawn or uploaded. */
    static Images image(String base64, ImageShape shape) {
        byte[] pixels;
        try {
            pixels = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw Problem.wrong("pixels: must be base64");
        }
        if (pixels.length != shape.size()) {
            throw new DataException("pixels: are " + pixels.length + " bytes; " + shape.size() + " are needed, "
                    + shape.height() + " x " + shape.width() + " x " + shape.channels());
        }
        return Images.of("pixels", shape.height(), shape.width(), shape.channels(), new byte[][] {pixels});
    }
}
