package io.elbo.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.elbo.data.Background;
import io.elbo.data.DataException;
import io.elbo.data.image.Images;
import io.elbo.data.image.PictureReading;
import java.util.OptionalInt;

/**
 * A {@link PictureReading} as JSON. Settings that were not given are null.
 *
 * @param background {@code white}, {@code black} or {@code #rrggbb}
 * @param white the 16-bit sample that became 255
 * @param colour whether pictures had three channels
 * @param skipBroken whether unreadable pictures were skipped
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PictureSettings(String background, Integer white, Boolean colour, Boolean skipBroken) {
    /** No setting is given. */
    public static final PictureSettings NONE = new PictureSettings(null, null, null, null);

    /**
     * @throws DataException if the background is not a colour
     * @throws IllegalArgumentException if the white is out of range
     */
    public PictureSettings {
        reading(background, white, colour, skipBroken);
    }

    /** How to read new pictures as these were; null if as any others. */
    public static PictureSettings of(Images images) {
        return images.reading()
                .map(reading -> new PictureSettings(
                        reading.background().equals(Background.WHITE)
                                ? null
                                : reading.background().toString(),
                        reading.white().isPresent() ? reading.white().getAsInt() : null,
                        reading.colour() ? true : null,
                        null))
                .filter(settings -> !settings.equals(NONE))
                .orElse(null);
    }

    /**
     * These settings where they are said, and the others where not.
     *
     * @param others null for none
     */
    public PictureSettings or(PictureSettings others) {
        if (others == null) {
            return this;
        }
        return new PictureSettings(
                background == null ? others.background : background,
                white == null ? others.white : white,
                colour == null ? others.colour : colour,
                skipBroken == null ? others.skipBroken : skipBroken);
    }

    /** The same, where grey pictures stay grey. */
    public PictureSettings inAnyChannels() {
        return new PictureSettings(background, white, null, skipBroken);
    }

    /** How pictures are read by these settings. */
    public PictureReading reading() {
        return reading(background, white, colour, skipBroken);
    }

    private static PictureReading reading(String background, Integer white, Boolean colour, Boolean skipBroken) {
        return new PictureReading(
                background == null ? Background.WHITE : Background.parse(background),
                white == null ? OptionalInt.empty() : OptionalInt.of(white),
                Boolean.TRUE.equals(colour),
                Boolean.TRUE.equals(skipBroken));
    }
}
