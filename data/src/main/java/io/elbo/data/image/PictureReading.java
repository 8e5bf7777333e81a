package io.elbo.data.image;

import io.elbo.data.Background;
import java.util.OptionalInt;

/**
 * How the pictures of a folder become numbers, where their files leave that open.
 *
 * @param background what transparent pixels are put on
 * @param white the sample of pictures of 16 bits that becomes 255, 1 to 65535; what is above it becomes 255 too. Empty: the
 *     full value of the bits that the folder uses, see {@link ImageFolder}
 * @param colour whether pictures have three channels even if all of them are grey, as a model of colours needs it
 * @param skipBroken whether pictures that cannot be read are left out; else reading fails
 */
public record PictureReading(Background background, OptionalInt white, boolean colour, boolean skipBroken) {
    /** On white, the range as the folder shows, nothing left out. */
    public static final PictureReading DEFAULT =
            new PictureReading(Background.WHITE, OptionalInt.empty(), false, false);

    /** The largest sample of 16 bits. */
    public static final int MOST = 65_535;

    /** @throws IllegalArgumentException if {@code white} is out of range */
    public PictureReading {
        if (white.isPresent() && (white.getAsInt() < 1 || white.getAsInt() > MOST)) {
            throw new IllegalArgumentException("white " + white.getAsInt() + ": must be 1 to " + MOST);
        }
    }

    /** The same with this white. */
    public PictureReading withWhite(int sample) {
        return new PictureReading(background, OptionalInt.of(sample), colour, skipBroken);
    }

    /** The same in three channels. */
    PictureReading inColour() {
        return new PictureReading(background, white, true, skipBroken);
    }
}
