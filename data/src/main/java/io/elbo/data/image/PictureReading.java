package io.elbo.data.image;

import io.elbo.data.Background;
import java.util.OptionalInt;

/**
 * How the pictures of a folder become numbers, where their files leave that open.
 *
 * @param background behind transparent pixels
 * @param white the sample of pictures of 16 bits that becomes 255, 1 to 65535; higher samples become 255 too. If empty, the full
 *     value of the bits that the folder uses; see {@link ImageFolder}
 * @param colour whether pictures have three channels even if all of them are grey, as a model of colours needs
 * @param skipBroken whether to skip pictures that cannot be read; otherwise reading fails
 */
public record PictureReading(Background background, OptionalInt white, boolean colour, boolean skipBroken) {
    /** The largest sample of 16 bits. */
    public static final int MOST = 65_535;

    /** @throws IllegalArgumentException if {@code white} is out of range */
    public PictureReading {
        if (white.isPresent() && (white.getAsInt() < 1 || white.getAsInt() > MOST)) {
            throw new IllegalArgumentException("white " + white.getAsInt() + ": must be 1 to " + MOST);
        }
    }

    /** Returns a copy with this white. */
    public PictureReading withWhite(int sample) {
        return new PictureReading(background, OptionalInt.of(sample), colour, skipBroken);
    }

    /** Returns a copy with three channels. */
    PictureReading inColour() {
        return new PictureReading(background, white, true, skipBroken);
    }

    /** Returns a white background, the range of the folder, nothing skipped. */
    public static PictureReading defaults() {
        return new PictureReading(Background.WHITE, OptionalInt.empty(), false, false);
    }
}
